namespace SequenceLogging.LiteDb.Files;

/// <summary>
/// LiteDB's log, made durable. LiteDB itself syncs no commit, up to 5.0.20 it even writes it later, on a thread of its own, and
/// its pages have no checksums. So the page that confirms a transaction is held back until the others are on the disk, and
/// its mark, one byte that no power cut can tear, until that page is; only then is the transaction there.
/// </summary>
internal sealed class LogFile : PageFile
{
    /// <summary>Where in a page LiteDB marks the last one of a transaction.</summary>
    private const int MarkAt = 18;

    private readonly FileFailure _failure;
    private readonly object _waiting = new();
    private readonly byte[] _page = new byte[PageSize];
    private long _confirmed;

    public LogFile(string path, bool canWrite, FileFailure failure)
        : base(path, canWrite, failure)
    {
        _failure = failure;
        DurableLength = Length == 0 ? 0 : -1;
    }

    /// <summary>How many transactions are on the disk since the file was opened.</summary>
    public long Confirmed
    {
        get
        {
            lock (_waiting)
            {
                return _confirmed;
            }
        }
    }

    /// <summary>So far everything is on the disk: where a write behind it went wrong, this is what is left to believe in. -1: not known.</summary>
    public long DurableLength { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length != PageSize || buffer[MarkAt] == 0)
        {
            base.Write(buffer);
            return;
        }

        var start = Position;
        buffer.CopyTo(_page);
        _page[MarkAt] = 0;
        base.Write(_page);
        Sync();
        WriteAt(start + MarkAt, buffer.Slice(MarkAt, 1));
        Sync();
        lock (_waiting)
        {
            if (_failure.Cause is null)
            {
                DurableLength = start + PageSize;
                _confirmed++;
            }

            Monitor.PulseAll(_waiting);
        }
    }

    /// <summary>
    /// LiteDB empties the log when its pages are in the data file. What it held must be gone for good before new pages come:
    /// of old and new ones mixed by a power cut nobody could tell which is which.
    /// </summary>
    public override void SetLength(long value)
    {
        base.SetLength(value);
        Sync();
        DurableLength = value;
    }

    /// <summary>Nothing: when the log is synced is decided in here.</summary>
    public override void Flush()
    {
    }

    /// <summary>Waits until more transactions are on the disk than a number, or writing has failed.</summary>
    /// <returns>False when the time was over.</returns>
    public bool Await(long moreThan, TimeSpan timeout)
    {
        lock (_waiting)
        {
            while (_confirmed <= moreThan && _failure.Cause is null)
            {
                if (!Monitor.Wait(_waiting, timeout))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Forgets what a write that failed may have left behind the last transaction that is on the disk.</summary>
    /// <param name="path">The log of a store that is closed.</param>
    /// <param name="length">Its <see cref="DurableLength"/>; below 0 where that is not known.</param>
    public static void CutOff(string path, long length)
    {
        if (length >= 0 && File.Exists(path))
        {
            using var log = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            if (log.Length > length)
            {
                log.SetLength(length);
                log.Flush(flushToDisk: true);
            }
        }
    }
}
