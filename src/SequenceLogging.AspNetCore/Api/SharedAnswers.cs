namespace SequenceLogging.AspNetCore.Api;

/// <summary>Answers that are found once for all who ask the same within a moment, so that many viewers cost as much as one.</summary>
/// <param name="serveFor">For how long, from when an answer was found.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedAnswers(TimeSpan serveFor, TimeProvider time)
{
    private const int Most = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The answer; who stops waiting for it does not stop it for the others.</summary>
    public Task<ApiAnswer> GetAsync(string question, Func<Task<ApiAnswer>> ask, CancellationToken cancellationToken)
    {
        Task<ApiAnswer> answer;
        lock (_lock)
        {
            if (!_entries.TryGetValue(question, out var entry) || !entry.Serves(serveFor, time))
            {
                entry = new Entry();
                MakeRoom();
                _entries[question] = entry;
                entry.Answer = FindAsync(entry, ask);
            }

            answer = entry.Answer;
        }

        return answer.WaitAsync(cancellationToken);
    }

    private async Task<ApiAnswer> FindAsync(Entry entry, Func<Task<ApiAnswer>> ask)
    {
        await Task.Yield();
        try
        {
            return await ask().ConfigureAwait(false);
        }
        finally
        {
            entry.SetFound(time.GetTimestamp());
        }
    }

    private void MakeRoom()
    {
        foreach (var old in _entries.Where(e => !e.Value.Serves(serveFor, time)).Select(e => e.Key).ToList())
        {
            _entries.Remove(old);
        }

        if (_entries.Count >= Most)
        {
            _entries.Remove(_entries.MinBy(e => e.Value.FoundAt).Key);
        }
    }

    private sealed class Entry
    {
        private long _foundAt = long.MaxValue;

        public Task<ApiAnswer> Answer { get; set; } = null!;

        /// <summary>When; the end of time while it is being found.</summary>
        public long FoundAt => Volatile.Read(ref _foundAt);

        /// <summary>While it is being found, or was found a moment ago; a failure is not kept.</summary>
        public bool Serves(TimeSpan serveFor, TimeProvider time) =>
            !Answer.IsCompleted
            || (Answer.IsCompletedSuccessfully && time.GetElapsedTime(FoundAt) < serveFor);

        public void SetFound(long at) => Volatile.Write(ref _foundAt, at);
    }
}
