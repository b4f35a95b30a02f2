using SequenceLogging.Journeys;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.LiteDb.Tests.Processes;

/// <summary>One process at a time, and in it one store.</summary>
public sealed class SecondOpenerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.litedb");

    private SequenceLogOptions Options => new SequenceLogOptions().UseLiteDb(Store);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnotherProcessIsRefusedAtOnceAndToldWhatToDo()
    {
        using var other = OtherProcess.Start("hold", Store);
        Assert.Equal("held", await other.ReadLineAsync());

        foreach (var refusal in new[] { Assert.Throws<SequenceStoreException>(() => StoreProgram.Open(Store)), RefusedReader() })
        {
            Assert.Equal(StoreErrorKind.Busy, refusal.Kind);
            Assert.Contains(Store, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("another process", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("close it there, or use a store that several can open", refusal.Message, StringComparison.Ordinal);
        }

        await other.EndAsync();
        await using var store = StoreProgram.Open(Store);
        Assert.Equal(1, (await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token)).Number);
    }

    [Fact]
    public async Task AnotherHandleInThisProcessIsRefusedUntilTheFirstIsClosed()
    {
        await using (StoreProgram.Open(Store))
        {
            var refusal = Assert.Throws<SequenceStoreException>(() => StoreProgram.Open(Store));
            Assert.Equal(StoreErrorKind.Busy, refusal.Kind);
            Assert.Contains("this process, by another handle", refusal.Message, StringComparison.Ordinal);
        }

        await using var again = StoreProgram.Open(Store);
        Assert.Equal(1, (await again.CreateAsync(new NewSequence { CreatedAt = Noon }, Token)).Number);
    }

    [Fact]
    public async Task AReaderInThisProcessSharesTheOpenStoreAndOutlivesIt()
    {
        SequenceId id;
        ISequenceReader reader;
        await using (var store = StoreProgram.Open(Store))
        {
            reader = Options.Provider!.OpenReader(Options);
            id = await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);
            Assert.NotNull(await reader.GetDetailsAsync(id, Token));
        }

        Assert.NotNull(await reader.GetDetailsAsync(id, Token));
        await using (var store = StoreProgram.Open(Store))
        {
            await store.AppendAsync(new Batch().Step(id, "One", Noon), Token);
            Assert.Equal(1, (await reader.GetDetailsAsync(id, Token))?.StepCount);
        }

        await reader.DisposeAsync();
        using var other = OtherProcess.Start("hold", Store);
        Assert.Equal("held", await other.ReadLineAsync());
    }

    [Fact]
    public async Task AReaderAloneKeepsOtherProcessesOut()
    {
        await using (StoreProgram.Open(Store))
        {
        }

        await using var reader = Options.Provider!.OpenReader(Options);
        using var other = OtherProcess.Start("hold", Store);

        Assert.Null(await other.ReadLineAsync());
        Assert.Empty(await reader.FindAsync(new SequenceQuery(), Token));
    }

    private SequenceStoreException RefusedReader() =>
        Assert.Throws<SequenceStoreException>(() => Options.Provider!.OpenReader(Options));
}
