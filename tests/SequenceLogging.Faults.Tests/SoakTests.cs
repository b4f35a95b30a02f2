using System.Globalization;

namespace SequenceLogging.Faults.Tests;

/// <summary>
/// A service that writes for an hour (or as many minutes as SEQLOG_SOAK_MINUTES says) while its surroundings misbehave.
/// </summary>
public class SoakTests
{
    private const int EventsPerSecond = 2_000;
    private static readonly TimeSpan SampleEvery = Lane.Pick(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(10));

    [Fact]
    public async Task MemoryStaysFlatAndTheBooksExactUnderRandomFaults()
    {
        var seed = Environment.TickCount;
        var duration = Minutes() is { } minutes
            ? TimeSpan.FromMinutes(minutes)
            : Lane.Pick(TimeSpan.FromSeconds(12), TimeSpan.FromHours(1));
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        using var writers = new SoakWriters(store, folder);
        var writer = writers.Start(EventsPerSecond, duration, SampleEvery);
        await writer.SaysAsync("open");
        var quiet = TimeSpan.FromSeconds(Lane.Pick(3, 30));
        var faults = new SoakFaults(store, writers, new Random(seed), duration - quiet);
        var happening = faults.RunAsync(writer);
        var memory = await MemoryOfAsync(writer);
        await happening;
        await writer.ExitAsync();
        await store.ReopenAsync();
        var wrong = string.Join("; ", writers.WrongEvents().Take(5));
        Assert.True(wrong is "", $"seed {seed}: {wrong}");
        store.MustBeWhole();
        store.MustHaveNoJournalLeft();
        Lane.Note(
            $"soak: {duration.TotalMinutes:0.0} min, {writers.Acknowledged} events acknowledged, 0 lost, 0 doubled, "
            + $"books exact {memory.Samples} times, {faults}; {memory}; seed {seed}");
        Assert.True(memory.IsFlat(duration), $"seed {seed}: {memory}");
    }

    [Fact]
    public async Task AWriterThatKeepsItsEventsIsNotFlatAndTamperingIsFound()
    {
        var duration = TimeSpan.FromSeconds(6);
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        using var writers = new SoakWriters(store, folder);
        var memory = await MemoryOfAsync(writers.Start(EventsPerSecond, duration, TimeSpan.FromMilliseconds(250), "leak"));

        Assert.False(memory.IsFlat(duration), memory.ToString());
        Lane.Note($"soak with a leak: {memory}");

        Assert.Empty(writers.WrongEvents());
        store.Execute("DELETE FROM links WHERE id = 10");
        store.Execute("UPDATE steps SET metadata = (SELECT metadata FROM steps WHERE id = 20) WHERE id = 21");
        Assert.Equal(3, writers.WrongEvents().Count());
    }

    private static double? Minutes() =>
        double.TryParse(
            Environment.GetEnvironmentVariable("SEQLOG_SOAK_MINUTES"), NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes)
            ? minutes
            : null;

    /// <summary>Listens to a writer until its end. Its books must be exact whenever it tells them.</summary>
    private static async Task<SoakMemory> MemoryOfAsync(Child writer)
    {
        var memory = new SoakMemory();

        // To be looked at while it runs, and when it was not flat.
        await using var samples = new StreamWriter(Path.Combine(AppContext.BaseDirectory, "soak.txt")) { AutoFlush = true };
        for (var isOver = false; !isOver;)
        {
            var line = await writer.SaysAsync("sample", "end");
            isOver = line.Word == "end";
            await samples.WriteLineAsync(line.Said);
            memory.Add(line.Said.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray(), isOver);
        }

        return memory;
    }
}
