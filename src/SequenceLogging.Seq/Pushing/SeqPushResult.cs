namespace SequenceLogging.Seq.Pushing;

/// <summary>What a push has done.</summary>
public sealed record SeqPushResult
{
    /// <summary>Events that the server has acknowledged.</summary>
    public long Events { get; init; }

    /// <summary>Events that it refuses and that were set aside, in <see cref="AsidePath"/>.</summary>
    public long SetAside { get; init; }

    /// <summary>Events that were too long and were pushed trimmed, with the property <c>TrimmedFrom</c>.</summary>
    public long Trimmed { get; init; }

    /// <summary>Bytes that were acknowledged.</summary>
    public long Bytes { get; init; }

    /// <summary>
    /// The server keeps only events of this level and above that come with this key, and drops the others though it
    /// acknowledges them; null where it keeps all.
    /// </summary>
    public string? MinimumLevel { get; init; }

    /// <summary>The file with the refused events, one JSON object on each line, with the server's answer.</summary>
    public string AsidePath { get; init; } = "";

    /// <summary>The first refused event and what the server said of it; null for none.</summary>
    public string? FirstRefusal { get; init; }

    /// <summary>
    /// Whether the steps at the end of the store were not those that had been pushed (erased ones, or a store restored from a
    /// backup): some events may have been pushed a second time, under the same ids.
    /// </summary>
    public bool WentBack { get; init; }
}
