namespace SequenceLogging.AspNetCore.Live;

/// <summary>
/// Somebody who looks on. What waits for them is bounded: who falls behind gets one word to ask again instead of all that was missed.
/// </summary>
/// <param name="sequence">The only sequence that is of interest; null for all.</param>
internal sealed class LiveClient(SequenceId? sequence)
{
    /// <summary>So many events wait, which all clients share; a page that shows them takes one every half second.</summary>
    private const int MostWaiting = 16;

    private readonly Lock _lock = new();
    private readonly Queue<ReadOnlyMemory<byte>> _waiting = new();
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _resetTo;

    public SequenceId? Sequence => sequence;

    /// <summary>Where its sequence stood when it was told last.</summary>
    public (DateTimeOffset UpdatedAt, SequenceStatus Status, int Steps) Told { get; set; }

    /// <summary>Is done as soon as something waits.</summary>
    public Task Arrived
    {
        get
        {
            lock (_lock)
            {
                return _arrived.Task;
            }
        }
    }

    public void Send(ReadOnlyMemory<byte> message, long position)
    {
        lock (_lock)
        {
            if (_resetTo is null && _waiting.Count < MostWaiting)
            {
                _waiting.Enqueue(message);
            }
            else
            {
                _waiting.Clear();
                _resetTo = position;
            }

            _arrived.TrySetResult();
        }
    }

    /// <summary>The next event; null where none waits.</summary>
    public ReadOnlyMemory<byte>? Take()
    {
        lock (_lock)
        {
            if (_resetTo is { } position)
            {
                _resetTo = null;
                return LiveMessage.Reset(position);
            }

            if (_waiting.TryDequeue(out var message))
            {
                return message;
            }

            if (_arrived.Task.IsCompleted)
            {
                _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return null;
        }
    }
}
