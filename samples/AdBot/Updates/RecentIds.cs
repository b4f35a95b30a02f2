namespace AdBot.Updates;

/// <summary>Remembers the last so many ids. For one reader; not safe for several threads at once.</summary>
internal sealed class RecentIds(int capacity)
{
    private readonly HashSet<long> _ids = [];
    private readonly Queue<long> _oldestFirst = new();

    /// <summary>Takes an id; false if it was there.</summary>
    public bool Add(long id)
    {
        if (!_ids.Add(id))
        {
            return false;
        }

        _oldestFirst.Enqueue(id);
        if (_oldestFirst.Count > capacity)
        {
            _ids.Remove(_oldestFirst.Dequeue());
        }

        return true;
    }
}
