using System.Diagnostics;
using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>A question to the store for an id, with a place for the answer. Whoever asks may give up at any moment.</summary>
/// <param name="sequence">What begins.</param>
/// <param name="joinsOpen">Whether the user's open sequence is meant, where there is one.</param>
#pragma warning disable CA1001 // The source has no timer and no handle, and it is not known which side uses it last.
internal sealed class IdRequest(NewSequence sequence, bool joinsOpen)
#pragma warning restore CA1001
{
    private readonly TaskCompletionSource<SequenceId> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _givingUp = new();

    // One for each thread that waits. Those who wait by a monitor are woken twice: for the answer, and for the monitor itself.
    [ThreadStatic]
    private static AutoResetEvent? t_answered;

    private AutoResetEvent? _answered;

    public NewSequence Sequence => sequence;

    public bool JoinsOpen => joinsOpen;

    /// <summary>The id, or what the store threw.</summary>
    public Task<SequenceId> Answer => _answer.Task;

    public CancellationToken GivingUp => _givingUp.Token;

    /// <summary>Waits on the calling thread.</summary>
    /// <returns>Whether the answer is there.</returns>
    public bool Await(TimeSpan timeout)
    {
        // It sleeps at once, where a task would have it spin and yield: the answer takes as long as the disk.
        var answered = t_answered ??= new AutoResetEvent(false);
        Interlocked.Exchange(ref _answered, answered);
        for (var start = Stopwatch.GetTimestamp(); !Answer.IsCompleted;)
        {
            // It may be set still for a question that this thread has given up.
            var rest = timeout - Stopwatch.GetElapsedTime(start);
            if (rest <= TimeSpan.Zero || !answered.WaitOne(rest))
            {
                return Answer.IsCompleted;
            }
        }

        return true;
    }

    /// <returns>False when nobody waits any more.</returns>
    public bool TryAnswer(SequenceId id)
    {
        var isWanted = _answer.TrySetResult(id);
        Wake();
        return isWanted;
    }

    public void TryFail(Exception exception)
    {
        _answer.TrySetException(exception);
        Wake();
    }

    /// <returns>False when the answer is there after all.</returns>
    public bool TryGiveUp()
    {
        if (!_answer.TrySetCanceled(CancellationToken.None))
        {
            return false;
        }

        // Not here and now: what a store does when it is told belongs to no caller.
        _ = _givingUp.CancelAsync();
        return true;
    }

    // Behind the answer, as the look at the answer is behind the event: one of the two sees the other.
    private void Wake() => Volatile.Read(ref _answered)?.Set();
}
