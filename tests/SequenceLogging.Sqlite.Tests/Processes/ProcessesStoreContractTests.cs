using System.Diagnostics;
using SequenceLogging.StoreContract;
using SequenceLogging.StoreContract.Processes;
using Xunit.Sdk;

namespace SequenceLogging.Sqlite.Tests.Processes;

/// <summary>The contract test with several processes is only worth something if it turns red.</summary>
public sealed class ProcessesStoreContractTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ProcessesThatDoNotShareTheirStoreTurnItRed()
    {
        using var apart = new Apart();

        var red = await Assert.ThrowsAnyAsync<XunitException>(apart.ProcessesThatWriteAtOnceIssueEachNumberOnceAndLoseNoStep);

        Assert.Contains("00001 was issued 3 times", red.Message, StringComparison.Ordinal);
        Assert.Contains("statistics: 0 sequences, 0 active, of 40", red.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProcessThatFailsTurnsItRedWithWhatItSaid()
    {
        var red = await Assert.ThrowsAnyAsync<XunitException>(() => WriterProcess.RunAsync(ChildProcess.Info("rite"), Token));

        Assert.Contains("ended with 2: StoreWriter write STORE", red.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProcessThatDoesNotEndIsEnded()
    {
        var store = _folder.File("held.db");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => WriterProcess.RunAsync(ChildProcess.Info("hold", store, "600000"), patience.Token));

        // It held this, if it came so far.
        await using var free = new FileStream(store + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>A store that is broken on purpose: each process has one of its own under the same name.</summary>
    private sealed class Apart : ProcessesStoreContract
    {
        private int _processes;

        protected override SequenceLogOptions Use(SequenceLogOptions options, string store) => options.UseSqlite(Folder.File(store));

        protected override ProcessStartInfo Writer(string store, int sequences, int steps) =>
            ChildProcess.Info("write", Folder.File($"{store} of {_processes++}"), $"{sequences}", $"{steps}", "1");

        protected override Task<IDisposable> HoldAsync(string store) => throw new NotSupportedException();

        protected override Task<(string Known, string Newer)> MakeNewerAsync(string store) => throw new NotSupportedException();
    }
}
