using Microsoft.AspNetCore.Http;

namespace SequenceLogging.AspNetCore.Scopes;

/// <summary>Who a request is from that brings no sequence, and shall have one.</summary>
/// <param name="User">Whose journey it is; null for nobody's.</param>
/// <param name="Username">The user's name.</param>
/// <param name="Language">The user's language.</param>
/// <param name="JoinsOpen">Whether the user's open sequence is meant, where there is one.</param>
internal readonly record struct Newcomer(UserId? User, string? Username, string? Language, bool JoinsOpen)
{
    /// <summary>Null where the request shall have no sequence.</summary>
    public static Newcomer? Of(HttpContext context, SequenceScopeOptions options)
    {
        if (options.WhenAbsent is WhenAbsent.None)
        {
            return null;
        }

        var isKnown = UserId.TryParse(options.UserId?.Invoke(context), out var user);
        var joinsOpen = options.WhenAbsent is WhenAbsent.BeginOrResume;
        return joinsOpen && !isKnown
            ? null
            : new Newcomer(isKnown ? user : default(UserId?), options.Username?.Invoke(context), options.Language?.Invoke(context), joinsOpen);
    }
}
