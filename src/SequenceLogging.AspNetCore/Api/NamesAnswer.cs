namespace SequenceLogging.AspNetCore.Api;

/// <summary>The names that can be picked.</summary>
/// <param name="Flows">The flows.</param>
/// <param name="Steps">The steps, the most frequent first.</param>
/// <param name="Components">The components, in the order of their names.</param>
internal sealed record NamesAnswer(IReadOnlyList<KnownFlow> Flows, IReadOnlyList<KnownStep> Steps, IReadOnlyList<string> Components)
{
    public static NamesAnswer Of(KnownWords.Words words) => new(
        [.. words.Flows.Select(f => new KnownFlow(f.Name, [.. f.Places.Select(p => p.Names)]))],
        words.Steps,
        [.. words.Steps.Select(s => s.Component).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
}

/// <summary>A flow.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Places">Its places in their order, each with the steps of which one stands there.</param>
internal sealed record KnownFlow(string Name, IReadOnlyList<IReadOnlyList<string>> Places);
