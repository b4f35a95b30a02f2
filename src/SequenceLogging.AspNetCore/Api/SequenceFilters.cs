using SequenceLogging.Journeys;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>What sequences are looked for by, with the same words at every address, and as the command line's options.</summary>
internal static class SequenceFilters
{
    private static readonly ApiParameter<ComponentQuery?> Component = new(
        "component", "Linked to this, as component:entity id or component:type:entity id.", text => ComponentQuery.Parse(text))
    {
        Example = "payments:TE5768",
    };

    private static readonly ApiParameter<UserId?> User = new("user", "Of this user.", text => UserId.Parse(text)) { Example = "566158428" };

    private static readonly ApiParameter<string?> Step = Parameters.Text("step", "With a step of exactly this name.");

    private static readonly ApiParameter<string?> Flow = Parameters.Text("flow", "With a step of this flow, as CreateAd.");

    private static readonly ApiParameter<string?> Text = Parameters.Text(
        "text", "With this text in a message, an error, metadata or the user's name.");

    private static readonly ApiParameter<PropertyQuery?> Property = new(
        "property", "With this property in the metadata that it began with, or of one of its steps, as key=value or key:value.", ParseProperty)
    {
        Example = "Currency=TON",
    };

    private static readonly ApiParameter<string?> Language = Parameters.Text("language", "Of a user with this language.");

    private static readonly ApiParameter<SequenceStatus?> Status = new("status", "In this status.", ParseStatus)
    {
        Words = [.. Enum.GetValues<SequenceStatus>().Select(s => s.ToText())],
    };

    private static readonly ApiParameter<bool?> Open = Parameters.Flag("open", "Open (true), or ended by name (false).");

    private static readonly ApiParameter<Func<DateTimeOffset, DateTimeOffset>?> Since = Parameters.Moment("since", "Begun then or later.");

    private static readonly ApiParameter<Func<DateTimeOffset, DateTimeOffset>?> Until = Parameters.Moment("until", "Begun before then.");

    private static readonly ApiParameter<DateTimeOffset?> Month = Parameters.Month("month", "Begun in this month, UTC, instead of since and until.");

    private static readonly ApiParameter<Func<DateTimeOffset, DateTimeOffset>?> IdleSince = Parameters.Moment(
        "idleSince", "Without any event since then.");

    /// <summary>Those that say which sequences a question about many is about.</summary>
    public static IReadOnlyList<ApiParameter> All { get; } =
        [User, Component, Step, Flow, Text, Property, Language, Status, Open, Since, Until, Month, IdleSince];

    /// <summary>With what is needed to turn pages.</summary>
    public static IReadOnlyList<ApiParameter> Paged { get; } = [.. All, Parameters.Before, Parameters.Limit];

    /// <summary>What was asked for.</summary>
    /// <exception cref="ApiProblem">Parameters contradict each other.</exception>
    public static SequenceQuery Read(ApiRequest request)
    {
        var (since, until, month) = (request.Get(Since), request.Get(Until), request.Get(Month));
        if (month is not null && (since ?? until) is not null)
        {
            throw ApiProblem.Bad(Month.Name, "it says since when and until when. Leave out since and until.");
        }

        var (from, before) = (month ?? since?.Invoke(request.Now), month?.AddMonths(1) ?? until?.Invoke(request.Now));
        if (from >= before)
        {
            throw ApiProblem.Bad(Since.Name, $"{from:u} is not before until, {before:u}: no time lies between.");
        }

        return new SequenceQuery
        {
            UserId = request.Get(User),
            Component = request.Get(Component),
            StepName = request.Get(Step),
            Flow = request.Get(Flow),
            Text = request.Get(Text),
            Property = request.Get(Property),
            Language = request.Get(Language),
            Status = request.Get(Status),
            IsOpen = request.Get(Open),
            CreatedFrom = from,
            CreatedBefore = before,
            IdleSince = request.Get(IdleSince)?.Invoke(request.Now),
            Before = request.Get(Parameters.Before),
            Limit = request.Get(Parameters.Limit) ?? 20,
        };
    }

    /// <summary>The sequences that a question about many is about, whatever the page.</summary>
    public static SequenceQuery Among(ApiRequest request) => Read(request) with { Before = null, Limit = new SequenceQuery().Limit };

    /// <summary>A whole month and nothing else, which a store has counted; as 202507. Null for anything else.</summary>
    public static int? WholeMonth(ApiRequest request) =>
        request.Get(Month) is { } month && !All.Any(p => p != Month && request.Has(p)) ? (month.Year * 100) + month.Month : null;

    private static SequenceStatus? ParseStatus(string text) => StatusText.TryParse(text, out SequenceStatus status)
        ? status
        : throw new FormatException($"{Quoted.Text(text)} is no status of a sequence. Write {string.Join(", ", Status.Words!)}.");

    private static PropertyQuery? ParseProperty(string text)
    {
        var (equals, colon) = (text.IndexOf('=', StringComparison.Ordinal), text.IndexOf(':', StringComparison.Ordinal));
        return equals < 0 && colon > 0 ? new PropertyQuery(text[..colon], text[(colon + 1)..]) : PropertyQuery.Parse(text);
    }
}
