using System.Diagnostics;
using SequenceLogging;
using SequenceLogging.Storage;

namespace StoreWriter;

/// <summary>Asks a store for one id after the other, and measures how long each takes.</summary>
internal static class Turns
{
    public static async Task RunAsync(string store, TimeSpan time)
    {
        var options = new SequenceLogOptions().UseSqlite(store);
        await using var opened = options.Provider!.Open(options);
        var sequence = new NewSequence { CreatedAt = options.TimeProvider.GetUtcNow() };

        // The first one waits for the compiler more than for the store.
        await opened.CreateAsync(sequence);
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();

        var enough = Task.Run(Console.In.ReadLine);
        var waits = new List<double>();
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time && !enough.IsCompleted;)
        {
            var asked = Stopwatch.GetTimestamp();
            await opened.CreateAsync(sequence);
            waits.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }

        waits.Sort();
        Console.WriteLine(FormattableString.Invariant(
            $"turns {waits.Count} {waits[^1]:0} {waits[(int)(waits.Count * 0.99)]:0.0} {waits[waits.Count / 2]:0.0}"));
    }
}
