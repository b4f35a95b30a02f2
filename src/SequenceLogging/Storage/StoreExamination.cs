namespace SequenceLogging.Storage;

/// <summary>What a store says of its own condition.</summary>
public sealed record StoreExamination
{
    /// <summary>Versions, sizes, integrity, settings: one line each.</summary>
    public IReadOnlyList<StoreFinding> Findings { get; init; } = [];

    /// <summary>The account of every number that was issued, oldest month first.</summary>
    public IReadOnlyList<IdAccount> Ids { get; init; } = [];
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What, as <c>integrity</c>; stable, for scripts.</param>
/// <param name="Level">How it is.</param>
/// <param name="Value">What was found.</param>
/// <param name="Advice">What to do about it; null where there is nothing to do.</param>
public sealed record StoreFinding(string Name, FindingLevel Level, string Value, string? Advice = null);

/// <summary>How well a thing is.</summary>
public enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Good = 0,

    /// <summary>It works, and there is something to know about it.</summary>
    Notice = 1,

    /// <summary>Something is wrong.</summary>
    Problem = 2,
}

/// <summary>What became of the numbers of one month: <c>last = used + explained + unexplained</c>.</summary>
/// <param name="Month">As <c>2025-07</c>, UTC.</param>
/// <param name="Last">The last number issued.</param>
/// <param name="Used">Numbers of sequences that are in the store.</param>
/// <param name="Gaps">The others whose fate is known, by reason as <see cref="IdGap"/> names it.</param>
public sealed record IdAccount(string Month, long Last, long Used, IReadOnlyDictionary<string, long> Gaps)
{
    /// <summary>Numbers that nobody can account for. In a store that is well there is none.</summary>
    public long Unexplained => Last - Used - Gaps.Values.Sum();
}
