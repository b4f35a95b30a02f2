using System.Diagnostics;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// One writer at a time over all processes, by a lock on a file beside the store. SQLite has a lock of its own for that,
/// but up to version 3.51.2 a checkpoint beside a commit can damage the file (the WAL-reset bug), so commits and
/// checkpoints of all processes take turns here.
/// </summary>
/// <remarks>
/// A lock that is asked for again and again goes to whoever has just given it up. So there is a second one, <c>.next</c>, which
/// is there while somebody waits: whoever wants the turn then waits for the place behind the turn first, and only who has that
/// place takes the turn. Who has waited may go on for a few turns before that, since to hand the turn over costs more than to
/// commit. It is about order and nothing else: where two get the place, or none can, they take turns all the same.
/// </remarks>
internal sealed class WriteLock(string path, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>For how long one process may take turns while another waits.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(25);

    private readonly HeldFile _lock = new(path + ".lock");
    private readonly HeldFile _next = new(path + ".next");
    private readonly FilePresence _waiting = new(path + ".next");

    // Since when this process has been taking turns, as far as another one may have waited for them.
    private long _sliceStart = Stopwatch.GetTimestamp() - Stopwatch.Frequency;

    /// <summary>It is not a setting; the tests show with it that they would notice.</summary>
    internal static bool IsFair { get; set; } = true;

    /// <summary>Takes the turn where it is free, and nobody has waited for it too long.</summary>
    /// <returns>Null where it has to be waited for.</returns>
    /// <exception cref="SequenceStoreException">The file of the lock cannot be used.</exception>
    public IDisposable? TryEnter()
    {
        var isWanted = IsFair && _waiting.Look();
        if (!isWanted)
        {
            Interlocked.Exchange(ref _sliceStart, Stopwatch.GetTimestamp());
        }

        return !isWanted || Stopwatch.GetElapsedTime(Interlocked.Read(ref _sliceStart)) < Slice ? TryTake() : null;
    }

    /// <summary>Waits for the turn; dispose the result to give it up.</summary>
    /// <exception cref="SequenceStoreException">Somebody else had the turn all the time.</exception>
    public IDisposable Enter(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (TryEnter() is { } free)
        {
            return free;
        }

        var start = time.GetTimestamp();
        var place = IsFair ? Await(TryTakePlace, start, timeout, cancellationToken) : null;
        try
        {
            var turn = Await(TryTake, start, timeout, cancellationToken);
            Interlocked.Exchange(ref _sliceStart, Stopwatch.GetTimestamp());
            return turn;
        }
        finally
        {
            place?.Dispose();
        }
    }

    private T Await<T>(Func<T?> tryTake, long start, TimeSpan timeout, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            if (tryTake() is { } taken)
            {
                return taken;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (time.GetElapsedTime(start) >= timeout)
            {
                throw new SequenceStoreException(
                    $"{_lock.Path} was held by another process for {timeout.TotalSeconds:0.#} s. It is worth trying again.")
                {
                    Kind = StoreErrorKind.Busy,
                };
            }

            // To ask costs a processor more than to wait, and whoever has the turn needs it. Not Thread.Yield first: where many want
            // the processor, each of them has it for milliseconds before this one has it back.
            cancellationToken.WaitHandle.WaitOne(Pause);
        }
    }

    private IDisposable? TryTake()
    {
        try
        {
            return _lock.TryHold();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SequenceStoreException(
                $"{_lock.Path} cannot be opened: {e.Message} See that the folder exists and that this user may write it.", e)
            {
                Kind = e is UnauthorizedAccessException ? StoreErrorKind.ReadOnly : StoreErrorKind.Unavailable,
            };
        }
    }

    private Place? TryTakePlace()
    {
        try
        {
            return _next.TryHold() is { } hold ? new Place(_next.Path, hold) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is wrong is said of the turn itself. Without a place it is a matter of luck again.
            return new Place(_next.Path, null);
        }
    }

    /// <summary>The place behind the turn. The file goes with it: where nobody waits, nobody need ask for it.</summary>
    private sealed class Place(string path, IDisposable? hold) : IDisposable
    {
        public void Dispose()
        {
            hold?.Dispose();
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody has it by now, and removes it.
            }
        }
    }
}
