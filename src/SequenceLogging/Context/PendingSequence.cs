using SequenceLogging.Storage;

namespace SequenceLogging.Context;

/// <summary>A sequence that was entered before its id was known.</summary>
/// <param name="reference">The key that stands for the id.</param>
/// <param name="beginning">What its beginning says; null where another scope, or another process, has begun it.</param>
/// <param name="joinsOpen">Whether the user's open sequence is meant, where there is one.</param>
internal sealed class PendingSequence(SequenceReference reference, NewSequence? beginning = null, bool joinsOpen = false)
{
    private readonly Lock _beginningLock = new();
    private volatile NewSequence? _beginning = beginning;
    private long _id;

    public string Key { get; } = reference.Key!;

    public bool JoinsOpen => joinsOpen;

    /// <summary>The id; default while the store owes it.</summary>
    public SequenceId Id
    {
        get => SequenceId.TryFromInt64(Interlocked.Read(ref _id), out var id) ? id : default;
        set => Interlocked.Exchange(ref _id, value.ToInt64());
    }

    /// <summary>The id, or the key while that is not known.</summary>
    public SequenceReference Reference => Id is { IsDefault: false } id ? id : reference;

    /// <summary>Whether the beginning is not on its way to the store: there was no room for it.</summary>
    public bool IsUnbegun => _beginning is not null;

    /// <summary>
    /// Puts the beginning on its way, before all that happens in the sequence, and once. Where there is no room for it now, the
    /// next event tries again.
    /// </summary>
    /// <returns>Whether this call has done it.</returns>
    public bool Begin(Func<NewSequence, bool> tryEmit)
    {
        lock (_beginningLock)
        {
            if (_beginning is not { } beginning || !tryEmit(beginning))
            {
                return false;
            }

            _beginning = null;
            return true;
        }
    }
}
