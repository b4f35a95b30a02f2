using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// Brings a batch into the store, however often it takes, by the reactions of <see cref="StoreReaction"/>. A record that the
/// store refuses is found by halving, and set aside with its reason; its neighbours are stored.
/// </summary>
internal sealed class BatchDelivery(
    RecordQueue queue,
    ISequenceStore store,
    FlushLine flushes,
    TimeProvider time,
    Func<TimeSpan, bool> pause,
    Action<RecordBatch> stored)
{
    /// <summary>So often a note is tried that the store refuses; it must not keep what is behind it waiting for ever.</summary>
    private const int RoundsForANote = 5;

    private static readonly StoreReaction Hopeless = StoreReaction.For(StoreErrorKind.Bug);

    private volatile StoreFailure? _failure;
    private long _failedTries;
    private int _damages;

    /// <summary>How the store fares; the restarts are somebody else's.</summary>
    public DeliveryHealth Health => new()
    {
        Failure = _failure,
        FailedTries = Interlocked.Read(ref _failedTries),
        Damages = Volatile.Read(ref _damages),
    };

    /// <summary>Position in the queue's own stream up to which everything is settled.</summary>
    public long Settled { get; private set; }

    /// <summary>Writes a batch, and books what became of each of its records.</summary>
    /// <returns>False when it was given up, since the log closes; what is left of it is in the journal.</returns>
    public bool Deliver(RecordBatch batch)
    {
        for (var rounds = 1; ; rounds++)
        {
            if (Append(batch, out var result) is not { } refusal)
            {
                Settle(batch, result);
                stored(batch);
                return true;
            }

            if (refusal.IsGivenUp)
            {
                return false;
            }

            if (batch.Count > 1)
            {
                var (first, second) = batch.Halve();
                return Deliver(first) && Deliver(second);
            }

            if (TrySetAside(batch, refusal.Error))
            {
                return true;
            }

            if (batch.Notes > 0 && rounds >= RoundsForANote)
            {
                LetGo(batch, refusal.Error);
                return true;
            }

            // A store that does not even take the note refuses no record but everything: that is not the record's fault.
            if (!pause(Hopeless.WaitAfter(rounds, Random.Shared.NextDouble())))
            {
                return false;
            }
        }
    }

    private void Settle(RecordBatch batch, in AppendResult result)
    {
        foreach (var rejected in result.Rejected)
        {
            Reject(batch, rejected);
        }

        queue.Settle(batch, result);
        MarkSettled(batch);
    }

    /// <returns>Null when it is in the store; otherwise why it cannot be as a whole.</returns>
    private Refusal? Append(RecordBatch batch, out AppendResult result)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                // The thread is the writer's own: waiting here holds up nobody else.
                result = store.AppendAsync(batch).AsTask().GetAwaiter().GetResult();
                _failure = null;
                return null;
            }
            catch (Exception e)
            {
                var kind = StoreReaction.KindOf(e);
                var reaction = StoreReaction.For(kind);
                NoteFailure(kind, e, tries);
                result = default;
                if (reaction.TriesBeforeDividing > 0 && tries >= reaction.TriesBeforeDividing)
                {
                    return new Refusal(e.Message);
                }

                if (!Wait(batch, reaction, kind, tries, e))
                {
                    return Refusal.GivenUp;
                }
            }
        }
    }

    /// <returns>Whether the store has the note on the record; until then the record itself is what there is.</returns>
    private bool TrySetAside(RecordBatch batch, string error)
    {
        // A note in a batch of its own is all that there is to be said already, and has nothing more to be set aside.
        if (batch.Notes > 0
            || (Append(batch.AsRefused(error), out _) is not null
                && Append(batch.AsRefused(error, keepsOriginal: false), out _) is not null))
        {
            return false;
        }

        Trouble.Report("{0} refused a record for what is in it; it is set aside, see seqlog rejected list: {1}", store.Name, error);
        Reject(batch, new RejectedRecord(batch.LastPosition, Reasons.RefusedByStore));
        queue.Reject(batch);
        MarkSettled(batch);
        return true;
    }

    private void LetGo(RecordBatch note, string error)
    {
        Trouble.Report("{0} refuses a note on what was rejected or dropped; its totals lack it: {1}", store.Name, error);
        Settle(note, new AppendResult(0, 0, []));
    }

    private bool Wait(RecordBatch batch, StoreReaction reaction, StoreErrorKind kind, int tries, Exception cause)
    {
        Trouble.Report(
            "{0} could not take a batch ({1}); it is kept and tried again: {2}",
            store.Name, $"{batch.Count} records, try {tries}", cause);
        if (!pause(reaction.WaitAfter(tries, Random.Shared.NextDouble())))
        {
            return false;
        }

        if (reaction.Recovers)
        {
            Recover(kind);
        }

        return true;
    }

    private void Recover(StoreErrorKind kind)
    {
        try
        {
            store.RecoverAsync(kind).AsTask().GetAwaiter().GetResult();
            if (kind is StoreErrorKind.Corrupt)
            {
                Interlocked.Increment(ref _damages);
            }
        }
        catch (Exception e)
        {
            Trouble.Report("{0} could not be mended yet; that is tried again: {1}", store.Name, e);
        }
    }

    private void NoteFailure(StoreErrorKind kind, Exception failure, int tries)
    {
        Interlocked.Increment(ref _failedTries);

        // Our own messages name no secret; those of others may.
        var message = failure is SequenceStoreException ? failure.Message : $"{store.Name} failed with {failure.GetType().Name}.";
        _failure = new StoreFailure(kind, message, _failure?.Since ?? time.GetUtcNow(), tries);
    }

    private void Reject(RecordBatch batch, in RejectedRecord rejected)
    {
        if (batch.Producer == queue.Producer)
        {
            flushes.Reject(rejected);
        }
    }

    private void MarkSettled(RecordBatch batch)
    {
        if (batch.Producer == queue.Producer)
        {
            Settled = batch.LastPosition;
        }
    }

    private readonly record struct Refusal(string Error)
    {
        public static readonly Refusal GivenUp = new("") { IsGivenUp = true };

        public bool IsGivenUp { get; private init; }
    }
}
