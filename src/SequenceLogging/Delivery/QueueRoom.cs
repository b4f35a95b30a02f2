using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// How much may wait to be stored, and for how long a log call waits for room. Guarded by the lock of the queue that owns it.
/// </summary>
internal sealed class QueueRoom(SequenceLogOptions options)
{
    /// <summary>The part of the room that is kept for what a journey cannot do without.</summary>
    private const int ReservePart = 8;

    /// <summary>A store that has taken nothing for so long is not waited for.</summary>
    public static readonly TimeSpan Stall = TimeSpan.FromSeconds(3);

    private long _progressAt;

    /// <summary>Bytes of what waits.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many records wait, notes among them.</summary>
    public long Records { get; private set; }

    /// <summary>Whether there is room. One event larger than all of it goes through when nothing else waits.</summary>
    public bool Has(RecordWriter added) =>
        Records == 0
        || (Bytes + added.Length <= Limit(options.QueueBytes, added.IsVital)
            && Records + added.Count + added.Notes <= Limit(options.QueueRecords, added.IsVital));

    public void Fill(int bytes)
    {
        if (Records == 0)
        {
            MarkProgress();
        }

        Bytes += bytes;
        Records++;
    }

    public void Free(RecordBatch batch)
    {
        Bytes -= batch.Length;
        Records -= batch.Count;
    }

    /// <summary>Notes that the store does its work.</summary>
    public void MarkProgress() => _progressAt = options.TimeProvider.GetTimestamp();

    /// <summary>How long a log call may wait that began to wait at a time; zero or less for no more.</summary>
    public TimeSpan WaitLeft(long since) => options.Overflow switch
    {
        OverflowPolicy.Drop => TimeSpan.Zero,
        OverflowPolicy.Block => TimeSpan.MaxValue,
        _ => IsStalled ? TimeSpan.Zero : options.FullWait - options.TimeProvider.GetElapsedTime(since),
    };

    private bool IsStalled => options.TimeProvider.GetElapsedTime(_progressAt) >= Stall;

    private static long Limit(long all, bool isVital) => isVital ? all : all - (all / ReservePart);
}
