using System.Diagnostics;
using SequenceLogging.Delivery;
using Serilog;

namespace SequenceLogging.Faults.Tests;

/// <summary>Eight threads log while the store stands still, and more than there is room for.</summary>
public class OverflowTests
{
    private const int Threads = 8;

    [Theory]
    [InlineData(OverflowPolicy.Wait)]
    [InlineData(OverflowPolicy.Drop)]
    [InlineData(OverflowPolicy.Block)]
    public async Task WhateverThePolicyEveryStepIsStoredOrMissingWithAMark(OverflowPolicy policy)
    {
        var perThread = Lane.Pick(5_000, 125_000);
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        var options = new SequenceLogOptions().UseSqlite(store.Path);
        var paused = new SlowStore(options.Provider!.Open(options));
        var clock = Stopwatch.StartNew();
        SequenceId[] sequences;
        DeliveryCounts books;
        await using (var log = SequenceLog.Open(o =>
        {
            o.Use(paused);
            o.JournalPath = folder.File("journals");
            o.QueueBytes = Lane.Pick(1, 8) << 20;
            o.Overflow = policy;
            o.FullWait = TimeSpan.FromMilliseconds(20);
        }))
        {
            await using var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
            sequences = [.. Enumerable.Range(0, Threads).Select(t => log.Begin(t + 1).SequenceId)];
            var threads = sequences.Select(s => new Thread(() => Write(log, logger, s, perThread))).ToArray();
            Array.ForEach(threads, t => t.Start());

            // Long enough to fill all the room, and for those who wait to give up.
            await Task.Delay(Lane.Pick(1_000, 5_000));
            StoreFile.MustBalance(log.Delivery);
            paused.LetGo();
            Array.ForEach(threads, t => t.Join());
            Assert.True((await log.FlushAsync(TimeSpan.FromMinutes(5))).IsComplete);
            books = log.Delivery;
        }

        StoreFile.MustBalance(books);
        Assert.Equal((Threads * perThread, 0, 0), (books.Emitted, books.Rejected, books.Pending));
        Assert.Equal(policy is OverflowPolicy.Block, books.Dropped == 0);
        Assert.Empty(WrongSequences(store, sequences, perThread));
        Assert.Equal(books.Dropped, store.Count("SELECT coalesce(sum(count), 0) FROM delivery_totals WHERE outcome = 'dropped'"));
        store.MustBeWhole();
        Lane.Note(
            $"overflow {policy}: {books} from {Threads} threads while the store stood still, the order kept in each of "
            + $"{sequences.Length} sequences, each gap marked ({store.Count("SELECT count(*) FROM losses")} marks); {clock.Elapsed.TotalSeconds:0} s");

        // Whether the check would see it.
        store.Execute($"DELETE FROM steps WHERE sequence = {sequences[0].ToInt64()} AND step_order = 7");
        Assert.Single(WrongSequences(store, sequences, perThread));
        store.Execute($"UPDATE steps SET metadata = json_object('N', 1) WHERE sequence = {sequences[1].ToInt64()} AND step_order = 9");
        Assert.Equal(2, WrongSequences(store, sequences, perThread).Count());
    }

    /// <summary>In each sequence the numbers must rise, and what is missing must be marked, neither more nor less.</summary>
    private static IEnumerable<string> WrongSequences(StoreFile store, SequenceId[] sequences, int logged)
    {
        foreach (var sequence in sequences)
        {
            var numbers = store.NumbersOf(sequence.ToInt64()).ToArray();
            var lost = store.Count($"SELECT coalesce(sum(count), 0) FROM losses WHERE sequence = {sequence.ToInt64()}");
            if (numbers.Length + lost != logged)
            {
                yield return $"{sequence}: {numbers.Length} stored and {lost} marked as lost of {logged}";
            }
            else if (numbers.Zip(numbers.Skip(1)).Any(pair => pair.First >= pair.Second))
            {
                yield return $"{sequence}: out of order";
            }
        }
    }

    private static void Write(SequenceLog log, ILogger logger, SequenceId sequence, int count)
    {
        using var scope = log.Resume(sequence);
        for (var n = 1; n <= count; n++)
        {
            logger.Information("{StepName} {N}", "Counted", n);
        }
    }
}
