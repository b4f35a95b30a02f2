namespace SequenceLogging.Importing;

/// <summary>Settings of a <see cref="LogImporter"/>.</summary>
public sealed class ImportOptions
{
    /// <summary>
    /// Name of the event property (as <c>CaseId</c>) whose value tells which events without a <c>SequenceId</c> belong
    /// together; it is case-sensitive, and its value a text or a number. Default: none, only events with a
    /// <c>SequenceId</c> become steps.
    /// </summary>
    public string? SequenceBy { get; set; }

    /// <summary>Most bytes of a line; default 16 MiB, from 1 KiB to 512 MiB. A longer line is a bad line.</summary>
    public int MaxLineBytes { get; set; } = 16 << 20;

    /// <summary>Most records of one transaction, give or take a line's; default 32,768, from 1 to 65,536.</summary>
    public int BatchSize { get; set; } = 32_768;

    /// <summary>Most bad lines that a result lists; default 1,000, from 0. All of them are counted.</summary>
    public int MaxBadLines { get; set; } = 1000;

    /// <summary>Told of every bad line as it is met, on the thread that imports. Default: nobody.</summary>
    public Action<BadLine>? OnBadLine { get; set; }

    /// <summary>Finds everything that is wrong with the settings.</summary>
    /// <returns>One sentence for each; none when all is well.</returns>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Check(SequenceBy is null || !string.IsNullOrWhiteSpace(SequenceBy), nameof(SequenceBy), "blank", "the name of a property, or null");
        Check(MaxLineBytes is >= 1 << 10 and <= 512 << 20, nameof(MaxLineBytes), MaxLineBytes, "from 1 KiB to 512 MiB");
        Check(BatchSize is >= 1 and <= 65_536, nameof(BatchSize), BatchSize, "from 1 to 65,536");
        Check(MaxBadLines >= 0, nameof(MaxBadLines), MaxBadLines, "0 or more");
        return errors;

        void Check(bool holds, string name, object value, string range)
        {
            if (!holds)
            {
                errors.Add(FormattableString.Invariant($"{name} is {value}; it must be {range}."));
            }
        }
    }
}
