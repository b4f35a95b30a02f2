using System.Collections.Concurrent;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

/// <summary>
/// Several threads take ids from one or more stores, in every way there is, while the clock jumps: over the boundary of a
/// month forth and back, years ahead and back. Each id is noted with the time at which it was asked for.
/// </summary>
internal sealed class JumpingClock(int seed)
{
    private const int IdsPerThread = 150;

    private static readonly DateTimeOffset Boundary = new(2025, 8, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestClock _clock = new(Boundary.AddMicroseconds(-1));
    private readonly ConcurrentQueue<(SequenceId Id, DateTimeOffset At)> _issued = [];
    private int _users;
    private int _takers;

    public async Task<IReadOnlyCollection<(SequenceId Id, DateTimeOffset At)>> TakeIdsAsync(params ISequenceStore[] stores)
    {
        await Task.WhenAll(stores.SelectMany(store => new[]
        {
            TakeAsync(at => CreateAsync(store, at)),
            TakeAsync(at => CreateAsync(store, at)),
            TakeAsync(at => FindOpenOrCreateAsync(store, at)),
            TakeAsync(at => BeginByKeyAsync(store, at)),
        }));
        return _issued;
    }

    /// <summary>What is wrong with ids that were issued at these times.</summary>
    public static IEnumerable<string> Complaints(IReadOnlyCollection<(SequenceId Id, DateTimeOffset At)> issued)
    {
        foreach (var twice in issued.GroupBy(i => i.Id).Where(g => g.Count() > 1))
        {
            yield return $"{twice.Key} was issued {twice.Count()} times";
        }

        foreach (var (id, at) in issued.Where(i => (i.Id.Year, i.Id.Month) != (i.At.UtcDateTime.Year, i.At.UtcDateTime.Month)))
        {
            yield return $"{id} was issued at {at:O}";
        }

        foreach (var month in issued.GroupBy(i => (i.Id.Year, i.Id.Month)))
        {
            if (month.Max(i => i.Id.Number) != month.Count())
            {
                yield return $"{month.Count()} ids of {month.Key} go up to {month.Max(i => i.Id.Number)}";
            }
        }
    }

    private static async ValueTask<SequenceId> CreateAsync(ISequenceStore store, DateTimeOffset at) =>
        await store.CreateAsync(new NewSequence { CreatedAt = at });

    private async ValueTask<SequenceId> FindOpenOrCreateAsync(ISequenceStore store, DateTimeOffset at) =>
        await store.FindOpenOrCreateAsync(new NewSequence { CreatedAt = at, UserId = Interlocked.Increment(ref _users) });

    private static async ValueTask<SequenceId> BeginByKeyAsync(ISequenceStore store, DateTimeOffset at)
    {
        var key = $"{Guid.NewGuid():N}";
        await store.AppendAsync(new Batch(key).Begin(key, at));
        return (await store.Reader.FindByKeyAsync(key))!.Value;
    }

    private Task TakeAsync(Func<DateTimeOffset, ValueTask<SequenceId>> take)
    {
        var random = new Random(seed + ++_takers);
        return Task.Run(async () =>
        {
            for (var i = 0; i < IdsPerThread; i++)
            {
                if (random.Next(4) == 0)
                {
                    Jump(random);
                }

                // Half of the world has another month than UTC at a boundary.
                var at = _clock.GetUtcNow().ToOffset(TimeSpan.FromHours((i % 27) - 12));
                _issued.Enqueue((await take(at), at));
            }
        });
    }

    private void Jump(Random random) => _clock.Set(random.Next(4) switch
    {
        0 => Boundary.AddYears(random.Next(-5, 6)),
        1 => Boundary.AddMonths(random.Next(-14, 15)).AddMicroseconds(-1),
        2 => Boundary.AddMilliseconds(random.Next(-3, 4)),
        _ => Boundary.AddTicks(-10 * random.Next(2)),
    });
}
