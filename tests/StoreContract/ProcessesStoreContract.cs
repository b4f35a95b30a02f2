using System.Diagnostics;
using SequenceLogging.StoreContract.Processes;

namespace SequenceLogging.StoreContract;

/// <summary>
/// What every store must do that several processes may have open at once: as the <see cref="SharedStoreContract"/>, and with
/// processes that are real ones. What a handle has in memory they do not share, and what the system keeps for a process
/// (locks, mapped files) each has to itself.
/// </summary>
public abstract class ProcessesStoreContract : SharedStoreContract
{
    private const int Processes = 3;
    private const int Sequences = 40;
    private const int Steps = 5;

    /// <summary>Processes that did not meet have shown nothing; then they run again.</summary>
    private const int MostRounds = 5;

    /// <summary>How long the processes of a test may take in all, before they are ended and it fails; default 2 min.</summary>
    protected virtual TimeSpan LongestRun => TimeSpan.FromMinutes(2);

    /// <summary>
    /// A program that opens a store as an application does, with an <see cref="SequenceLogOptions.IdBlockSize"/> of 1, begins
    /// sequences in it one after the other, prints
    /// <c>begun SEQ-…</c> as each has its id, and logs the same number of steps in each, whose messages end with their numbers:
    /// 1, 2, 3, … It ends with 0 when all of that is stored. What else it prints does not matter.
    /// </summary>
    /// <param name="store">The store's name, as in <see cref="SequenceStoreContract.Use"/>; it may not be there yet.</param>
    /// <param name="sequences">How many to begin.</param>
    /// <param name="steps">How many steps to log in each.</param>
    protected abstract ProcessStartInfo Writer(string store, int sequences, int steps);

    [Fact]
    public async Task ProcessesThatWriteAtOnceIssueEachNumberOnceAndLoseNoStep()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(LongestRun);
        var written = new WrittenByProcesses(Steps);
        for (var round = 1; round <= MostRounds && !written.HaveMet; round++)
        {
            var runs = await Task.WhenAll(Enumerable.Range(0, Processes).Select(
                _ => WriterProcess.RunAsync(Writer(Main, Sequences, Steps), patience.Token)));
            Assert.All(runs, begun => Assert.Equal(Sequences, begun.Count));
            written.Add(runs);
        }

        await using var store = OpenStore();
        var faults = await written.FindFaultsAsync(store.Reader, Token);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        Assert.True(written.HaveMet, $"In {MostRounds} rounds no process issued an id between two of another.");
    }
}
