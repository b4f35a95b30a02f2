namespace SequenceLogging.Importing;

/// <summary>
/// What became of a file. Of its lines <c>Lines = BlankLines + UnreadableLines + Events</c>, of the records that its events
/// meant <c>Emitted = Stored + Duplicate + Rejected</c>.
/// </summary>
public sealed record ImportResult
{
    /// <summary>All lines.</summary>
    public long Lines { get; init; }

    /// <summary>Lines with nothing on them.</summary>
    public long BlankLines { get; init; }

    /// <summary>Lines that are no event; all of them are bad lines.</summary>
    public long UnreadableLines { get; init; }

    /// <summary>Lines that are an event.</summary>
    public long Events { get; init; }

    /// <summary>Events that say nothing of a sequence: neither step, link, status nor an error inside a sequence.</summary>
    public long PassedOver { get; init; }

    /// <summary>
    /// Events that are a step, a link or a status, with neither a <c>SequenceId</c> nor a usable value of
    /// <see cref="ImportOptions.SequenceBy"/>; all of them are bad lines.
    /// </summary>
    public long WithoutSequence { get; init; }

    /// <summary>
    /// Groups that the importer met for the first time: each has begun a sequence, or goes on with the one that an import
    /// before had begun.
    /// </summary>
    public long Groups { get; init; }

    /// <summary>Records that the events meant, and one for the beginning of each group.</summary>
    public long Emitted { get; init; }

    /// <summary>Records that are in the store now and were not before.</summary>
    public long Stored { get; init; }

    /// <summary>Records that the store had already.</summary>
    public long Duplicate { get; init; }

    /// <summary>Records that made no sense, by reason (<see cref="Delivery.Reasons"/>).</summary>
    public IReadOnlyDictionary<string, long> RejectedBy { get; init; } = new Dictionary<string, long>();

    /// <summary>All records that made no sense.</summary>
    public long Rejected => RejectedBy.Values.Sum();

    /// <summary>The first bad lines, at most <see cref="ImportOptions.MaxBadLines"/>.</summary>
    public IReadOnlyList<BadLine> BadLines { get; init; } = [];

    /// <summary>Number of all bad lines: unreadable ones, and those of which a record was rejected.</summary>
    public long BadLineCount { get; init; }

    /// <summary>The result of this and another file together.</summary>
    public ImportResult Add(ImportResult other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ImportResult
        {
            Lines = Lines + other.Lines,
            BlankLines = BlankLines + other.BlankLines,
            UnreadableLines = UnreadableLines + other.UnreadableLines,
            Events = Events + other.Events,
            PassedOver = PassedOver + other.PassedOver,
            WithoutSequence = WithoutSequence + other.WithoutSequence,
            Groups = Groups + other.Groups,
            Emitted = Emitted + other.Emitted,
            Stored = Stored + other.Stored,
            Duplicate = Duplicate + other.Duplicate,
            RejectedBy = RejectedBy.Concat(other.RejectedBy).GroupBy(r => r.Key).ToDictionary(r => r.Key, r => r.Sum(c => c.Value)),
            BadLines = [.. BadLines, .. other.BadLines],
            BadLineCount = BadLineCount + other.BadLineCount,
        };
    }
}
