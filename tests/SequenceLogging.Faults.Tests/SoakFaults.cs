using System.Diagnostics;

namespace SequenceLogging.Faults.Tests;

/// <summary>What happens to the writers of a soak, one thing after the other, by chance.</summary>
internal sealed class SoakFaults(StoreFile store, SoakWriters writers, Random random, TimeSpan duration)
{
    private static readonly TimeSpan Ever = TimeSpan.FromDays(1);

    private readonly Dictionary<string, int> _counts = [];

    public override string ToString() => string.Join(", ", _counts.OrderBy(c => c.Key).Select(c => $"{c.Value} {c.Key}"));

    public async Task RunAsync(Child writer)
    {
        var clock = Stopwatch.StartNew();
        var second = StartSecond();

        // The longest hold comes first, so that buffers have their size before anybody looks for growth.
        await HoldAsync(Lane.Pick(1.5, 12));
        while (clock.Elapsed < duration)
        {
            await Task.Delay(TimeSpan.FromSeconds(Between(Lane.Pick(0.2, 3), Lane.Pick(0.8, 20))));
            switch (random.Next(4))
            {
                case 0:
                    await HoldAsync(Between(Lane.Pick(0.3, 1), Lane.Pick(1, 10)));
                    break;
                case 1:
                    writer.Signal("STOP");
                    await Task.Delay(TimeSpan.FromSeconds(Between(0.2, Lane.Pick(1, 5))));
                    writer.Signal("CONT");
                    Count("times the writer was stopped");
                    break;
                case 2:
                    second.Kill();
                    second = StartSecond();
                    Count("kills of a second writer");
                    break;
                default:
                    await ReadAsync(TimeSpan.FromSeconds(Between(0.2, Lane.Pick(1, 10))));
                    break;
            }
        }

        second.Kill();
    }

    private Child StartSecond() => writers.Start(200, Ever, Ever);

    private async Task HoldAsync(double seconds)
    {
        using var holder = Child.Start("hold", store.Path);
        await holder.SaysAsync("held");
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        holder.Kill();
        Count("holders of the write lock killed");
    }

    /// <summary>Asks a question through the product, and keeps a read transaction open past it.</summary>
    private async Task ReadAsync(TimeSpan wait)
    {
        using var rows = store.Numbers("SELECT id FROM steps").GetEnumerator();
        Assert.True(rows.MoveNext());
        var options = new SequenceLogOptions().UseSqlite(store.Path);
        await using var reader = options.Provider!.OpenReader(options);
        Assert.NotEmpty(await reader.FindAsync(new Journeys.SequenceQuery { Limit = 5 }));
        await Task.Delay(wait);
        Count("long readers");
    }

    private double Between(double least, double most) => least + (random.NextDouble() * (most - least));

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;
}
