using Microsoft.AspNetCore.Http;
using SequenceLogging.Context;

namespace SequenceLogging.AspNetCore.Scopes;

/// <summary>Which sequence a request is part of. By default none: nothing that a caller says is believed, and nothing begins.</summary>
public sealed class SequenceScopeOptions
{
    /// <summary>
    /// What of a request is believed; default nothing. Whoever is believed can add steps to any sequence, and ids are easy to guess:
    /// believe your own services, and say with <see cref="TrustRequest"/> which requests are theirs.
    /// </summary>
    public CarrierTrust Trust { get; set; }

    /// <summary>
    /// Which requests are believed, as in <c>o.TrustRequest = http => http.User.IsInRole("service")</c>; default null: all, which is
    /// right where strangers cannot reach the server.
    /// </summary>
    public Func<HttpContext, bool>? TrustRequest { get; set; }

    /// <summary>What a request is part of that brings no sequence; default none.</summary>
    public WhenAbsent WhenAbsent { get; set; }

    /// <summary>
    /// Whose journey begins, as in <c>o.UserId = http => http.User.FindFirst("sub")?.Value</c>; default nobody's. A number is the same
    /// user as its decimal text; what is blank, or longer than <see cref="SequenceLogging.UserId.MaxLength"/>, is nobody.
    /// </summary>
    public Func<HttpContext, string?>? UserId { get; set; }

    /// <summary>The name of the user of a sequence that begins; default none.</summary>
    public Func<HttpContext, string?>? Username { get; set; }

    /// <summary>The language of the user of a sequence that begins; default none.</summary>
    public Func<HttpContext, string?>? Language { get; set; }

    /// <summary>
    /// Whether the response says in the header <c>X-Sequence-Id</c> which sequence the request was part of, so that who complains can
    /// quote it; default true. While the store owes the id it is the key that stands for it, which <see cref="SequenceLog.Resume"/>
    /// and <c>seqlog show</c> take as they take an id. Where the application has set the header, that stays.
    /// </summary>
    public bool RespondWithId { get; set; } = true;

    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    internal SequenceScopeOptions Checked() => Problem() is { } problem ? throw new ArgumentException($"UseSequenceScope: {problem}") : this;

    private string? Problem() => this switch
    {
        { TrustRequest: not null, Trust: CarrierTrust.None } =>
            "TrustRequest says which requests are believed, but Trust is None, so nothing in them is. Set Trust = CarrierTrust.Header.",
        { Trust: not (>= CarrierTrust.None and <= CarrierTrust.HeaderAndBaggage) } =>
            $"Trust is {Trust}; it must be None, Header, Baggage or HeaderAndBaggage.",
        { WhenAbsent: not (>= WhenAbsent.None and <= WhenAbsent.BeginOrResume) } =>
            $"WhenAbsent is {WhenAbsent}; it must be None, Begin or BeginOrResume.",
        { WhenAbsent: WhenAbsent.BeginOrResume, UserId: null } =>
            "WhenAbsent is BeginOrResume, which goes on with the user's open sequence, but UserId does not say who that is. Set it, "
            + "as in o.UserId = http => http.User.FindFirst(\"sub\")?.Value.",
        { WhenAbsent: WhenAbsent.None } when UserId is not null || Username is not null || Language is not null =>
            "UserId, Username and Language are about sequences that begin, but WhenAbsent is None, so none does. Set "
            + "WhenAbsent = WhenAbsent.Begin.",
        _ => null,
    };
}
