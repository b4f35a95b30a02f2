using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>
/// Lets sequences that are created at the same time share a transaction: while one is under way, the next ones gather. A node
/// waits for its disk once for all of them.
/// </summary>
internal sealed class CreationQueue(IdBook ids)
{
    private const int MostTogether = 500;

    private readonly Lock _lock = new();
    private readonly Queue<Request> _waiting = [];
    private bool _isRunning;

    public Task<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken)
    {
        var request = new Request(sequence, cancellationToken);
        lock (_lock)
        {
            _waiting.Enqueue(request);
            if (!_isRunning)
            {
                _isRunning = true;
                using (ExecutionContext.SuppressFlow())
                {
                    _ = Task.Run(RunAsync, CancellationToken.None);
                }
            }
        }

        // A caller who gives up while it is under way does not hear of the id, and nobody else gets it.
        return request.Answer.Task.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        while (Take() is { Count: > 0 } requests)
        {
            await CreateAsync(requests).ConfigureAwait(false);
        }
    }

    private List<Request> Take()
    {
        lock (_lock)
        {
            var requests = new List<Request>();
            while (requests.Count < MostTogether && _waiting.TryDequeue(out var request))
            {
                if (!request.CancellationToken.IsCancellationRequested)
                {
                    requests.Add(request);
                }
            }

            _isRunning = requests.Count > 0;
            return requests;
        }
    }

    private async Task CreateAsync(IReadOnlyList<Request> requests)
    {
        try
        {
            // One alone may be given up on the way; those of several callers go on for the others.
            var token = requests.Count == 1 ? requests[0].CancellationToken : CancellationToken.None;
            var created = await ids.CreateAsync([.. requests.Select(r => r.Sequence)], token).ConfigureAwait(false);
            for (var i = 0; i < requests.Count; i++)
            {
                requests[i].Answer.TrySetResult(created[i]);
            }
        }
        catch (SequenceStoreException e) when (e.Kind is StoreErrorKind.BadData && requests.Count > 1)
        {
            // One of them is not acceptable, and the others are not to suffer for it.
            foreach (var request in requests)
            {
                await CreateAsync([request]).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            // It belongs to those who asked.
            foreach (var request in requests)
            {
                request.Answer.TrySetException(e);
            }
        }
    }

    private sealed record Request(NewSequence Sequence, CancellationToken CancellationToken)
    {
        public TaskCompletionSource<SequenceId> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
