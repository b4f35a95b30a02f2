namespace SequenceLogging.Moving;

/// <summary>Settings of a <see cref="StoreCopy"/>.</summary>
public sealed class CopyOptions
{
    /// <summary>
    /// Most passes over the source; default 5, from 2 to 100. The last pass is the one that finds both sides alike; a source
    /// that is written without a rest has something new in each, and what is still moving then is named in the result.
    /// </summary>
    public int MaxPasses { get; set; } = 5;

    /// <summary>Most records of one transaction; default 8,192, from 1 to 65,536. A batch has 16 MiB at most, give or take a record.</summary>
    public int BatchSize { get; set; } = 8_192;

    /// <summary>Ids asked for at once; default 1,000, from 1 to 10,000. Their journeys are read a few ahead.</summary>
    public int PageSize { get; set; } = 1_000;

    /// <summary>Most faults, and most journeys still moving, that a result lists; default 1,000, from 0. All are counted.</summary>
    public int MaxListed { get; set; } = 1_000;

    /// <summary>Finds everything that is wrong with the settings.</summary>
    /// <returns>One sentence for each; none when all is well.</returns>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Check(MaxPasses is >= 2 and <= 100, nameof(MaxPasses), MaxPasses, "from 2 to 100");
        Check(BatchSize is >= 1 and <= 65_536, nameof(BatchSize), BatchSize, "from 1 to 65,536");
        Check(PageSize is >= 1 and <= 10_000, nameof(PageSize), PageSize, "from 1 to 10,000");
        Check(MaxListed >= 0, nameof(MaxListed), MaxListed, "0 or more");
        return errors;

        void Check(bool holds, string name, int value, string range)
        {
            if (!holds)
            {
                errors.Add(FormattableString.Invariant($"{name} is {value}; it must be {range}."));
            }
        }
    }
}
