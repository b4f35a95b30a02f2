using SequenceLogging.Seq.Clef;

namespace SequenceLogging.Seq.Pushing;

/// <summary>What is pushed, and how.</summary>
public sealed record SeqPushOptions
{
    /// <summary>Seq takes requests up to this many bytes, unless it is told otherwise.</summary>
    public const int LargestBatch = 10_000_000;

    /// <summary>
    /// The file that knows how far the push came; made at its first use, with two more beside it. One for each store and server.
    /// </summary>
    public required string StatePath { get; init; }

    /// <summary>
    /// Only events from then on. It is kept with the state: the next push from the same one leaves out the same, and another
    /// value is refused.
    /// </summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>
    /// Only events before that time: the one at which the application began to log to this server itself. Kept as
    /// <see cref="Since"/>.
    /// </summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>This journey only; all where null.</summary>
    public SequenceId? Sequence { get; init; }

    /// <summary>Bytes of one request; default 2 MiB. An event that alone is longer goes alone.</summary>
    public int BatchBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Events of one request; default 5,000.</summary>
    public int BatchEvents { get; init; } = 5_000;

    /// <summary>Bytes of one event, above which it is trimmed and marked; default 256 KiB, which is Seq's own limit.</summary>
    public int MaxEventBytes { get; init; } = 256 * 1024;

    /// <summary>How long one request may take; default one minute.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a server that does not answer is asked again before the push ends; default ten minutes.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Is told how far it came, behind each acknowledged request.</summary>
    public IProgress<SeqPushProgress>? Progress { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(StatePath);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        Require(BatchBytes is >= 1024 and <= LargestBatch, BatchBytes, $"{nameof(BatchBytes)} is from 1,024 to {LargestBatch:N0}.");
        Require(BatchEvents is >= 1 and <= 100_000, BatchEvents, $"{nameof(BatchEvents)} is from 1 to 100,000.");
        Require(
            MaxEventBytes is >= ClefTrim.SmallestEvent and <= LargestBatch,
            MaxEventBytes,
            $"{nameof(MaxEventBytes)} is from {ClefTrim.SmallestEvent:N0} to {LargestBatch:N0}.");
        Require(RequestTimeout > TimeSpan.Zero, RequestTimeout, $"{nameof(RequestTimeout)} is more than nothing.");
        Require(RetryFor >= TimeSpan.Zero, RetryFor, $"{nameof(RetryFor)} is nothing or more.");
        if (Since >= Until)
        {
            throw new ArgumentException($"{nameof(Since)} ({Since:O}) is not before {nameof(Until)} ({Until:O}): nothing lies between.");
        }
    }

    private static void Require(bool isRight, object value, string rule)
    {
        if (!isRight)
        {
            throw new ArgumentOutOfRangeException(null, value, rule);
        }
    }
}
