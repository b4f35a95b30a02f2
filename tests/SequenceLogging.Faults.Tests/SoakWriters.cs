using System.Collections;
using FaultWriter;

namespace SequenceLogging.Faults.Tests;

/// <summary>All writing processes of a soak, and what each was told is safe.</summary>
internal sealed class SoakWriters(StoreFile store, TempFolder folder) : IDisposable
{
    private const int Threads = 5;

    private readonly List<(Child Process, Acknowledgements Acknowledged)> _runs = [];

    /// <summary>How many events are acknowledged.</summary>
    public long Acknowledged => _runs.Sum(r => r.Acknowledged.Total);

    public Child Start(int eventsPerSecond, TimeSpan duration, TimeSpan sampleEvery, params string[] settings)
    {
        var (run, path) = (_runs.Count + 1, folder.File($"acknowledged {_runs.Count + 1}"));
        var acknowledged = new Acknowledgements(path, Threads);
        var process = Child.Start([
            "soak", store.Path, path, Threads, run, eventsPerSecond,
            (int)duration.TotalSeconds, (int)sampleEvery.TotalMilliseconds, .. settings]);
        _runs.Add((process, acknowledged));
        return process;
    }

    /// <summary>What is wrong with the stored events: each thread's are 1, 2, 3 and so on, as far as was acknowledged.</summary>
    public IEnumerable<string> WrongEvents()
    {
        // What is abandoned was never logged here: the log itself ends a sequence whose id came too late.
        var seen = _runs.SelectMany((r, run) => Enumerable.Range(0, Threads).Select(thread => (run, thread)))
            .ToDictionary(s => s, s => new BitArray((int)_runs[s.run].Acknowledged.StepsOf(s.thread) + 2));
        foreach (var mark in store.Numbers(
            """
            SELECT json_extract(metadata, '$.Mark') FROM steps
            UNION ALL SELECT CAST(entity_id AS INTEGER) FROM links
            UNION ALL SELECT CAST(replace(reason, 'completed ', '') AS INTEGER) FROM status_changes WHERE status <> 3
            """).Select(SoakMark.FromInt64))
        {
            if (!seen.TryGetValue((mark.Run - 1, mark.Thread), out var events) || mark.N >= events.Length)
            {
                yield return $"{mark} is stored, and was never logged";
            }
            else if (events[(int)mark.N])
            {
                yield return $"{mark} is stored twice";
            }
            else
            {
                events[(int)mark.N] = true;
            }
        }

        foreach (var ((run, thread), events) in seen)
        {
            for (var n = 1; n < events.Length - 1; n++)
            {
                if (!events[n])
                {
                    yield return $"{new SoakMark(run + 1, thread, n)} was acknowledged, and is lost";
                }
            }
        }
    }

    public void Dispose()
    {
        foreach (var (process, acknowledged) in _runs)
        {
            process.Dispose();
            acknowledged.Dispose();
        }
    }
}
