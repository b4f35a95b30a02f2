using SequenceLogging.Journeys;

namespace SequenceLogging.Insight.Variants;

/// <summary>The ways that sequences took: those with the same steps in the same order are one variant.</summary>
public sealed record VariantReport
{
    /// <summary>How many different variants there are, whether they are listed or not.</summary>
    public required long Total { get; init; }

    /// <summary>How many sequences took them: those with a step.</summary>
    public required long Sequences { get; init; }

    /// <summary>How many sequences have no step yet, and so no variant.</summary>
    public long WithoutSteps { get; init; }

    /// <summary>Half of all sequences took no longer from their first step to their last; null where there are none.</summary>
    public double? MedianSeconds { get; init; }

    /// <summary>The variants that were asked for, the most frequent first.</summary>
    public required IReadOnlyList<PathVariant> Variants { get; init; }

    /// <summary>The sequences that were asked about.</summary>
    public required SequenceQuery Query { get; init; }

    /// <summary>The sequences of a variant.</summary>
    public SequenceSelection Open(PathVariant variant)
    {
        ArgumentNullException.ThrowIfNull(variant);
        return SequenceSelection.Of(
                Query, path => path.Steps.Count == variant.Steps.Count && path.Steps.Select(s => s.Step.Name).SequenceEqual(variant.Steps))
            .WithStep(variant.Steps[^1]);
    }

    /// <summary>The sequences without a step.</summary>
    public SequenceSelection OpenWithoutSteps() => SequenceSelection.Of(Query, path => path.Steps.Count == 0);
}

/// <summary>Sequences that made the same steps in the same order.</summary>
/// <param name="Number">Its place among all, from 1.</param>
/// <param name="Count">How many sequences.</param>
/// <param name="Share">Of all with a step; from 0 to 1.</param>
/// <param name="MedianSeconds">Half of them took no longer from the first step to the last.</param>
/// <param name="Steps">The steps' names, repeated where they were repeated.</param>
public sealed record PathVariant(int Number, long Count, double Share, double MedianSeconds, IReadOnlyList<string> Steps)
{
    /// <summary>How its sequences are now.</summary>
    public VariantOutcomes Outcomes { get; init; } = new(0, 0, 0, 0);
}

/// <summary>How the sequences of a variant are: together they are all of it.</summary>
/// <param name="Active">Under way.</param>
/// <param name="Completed">Ended well.</param>
/// <param name="Failed">Failed.</param>
/// <param name="Abandoned">Given up.</param>
public sealed record VariantOutcomes(long Active, long Completed, long Failed, long Abandoned);

/// <summary>Which variants a report lists. All are counted.</summary>
public sealed record VariantOptions
{
    private readonly int _top = 20;
    private readonly double _minShare;

    /// <summary>At most so many; default 20, at least 1.</summary>
    public int Top
    {
        get => _top;
        init => _top = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Top), value, "At least one variant is listed.");
    }

    /// <summary>Only those that at least this share of the sequences took; default 0, up to 1.</summary>
    public double MinShare
    {
        get => _minShare;
        init => _minShare = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MinShare), value, "A share is from 0 to 1.");
    }
}
