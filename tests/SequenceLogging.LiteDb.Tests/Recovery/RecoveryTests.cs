using SequenceLogging.LiteDb.Tests.Processes;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.LiteDb.Tests.Recovery;

/// <summary>What the store does about a file that is damaged, gone, or another one.</summary>
public sealed class RecoveryTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.litedb");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(StoreErrorKind.Corrupt)]
    [InlineData(StoreErrorKind.InputOutput)]
    [InlineData(StoreErrorKind.Busy)]
    public async Task AStoreThatIsWellLosesNothing(StoreErrorKind kind)
    {
        await using var store = StoreProgram.Open(Store);
        var id = await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);
        await store.AppendAsync(new Batch().Step(id, "One", Noon), Token);

        await store.RecoverAsync(kind, Token);

        await store.AppendAsync(new Batch("other").Step(id, "Two", Noon), Token);
        var details = await store.Reader.GetDetailsAsync(id, Token);
        Assert.Equal(["One", "Two"], details!.Steps.Select(s => s.StepName.Value));
        Assert.Equal(2, (await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token)).Number);
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), f => f.Contains("corrupt", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    public async Task ADamagedFileIsMovedAsideAndIdsGoOnAboveItsOwn(int page)
    {
        await using var store = StoreProgram.Open(Store);
        for (var i = 0; i < 50; i++)
        {
            var id = await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);
            await store.AppendAsync(new Batch($"{i}").Step(id, "One", Noon), Token);
        }

        await store.RecoverAsync(StoreErrorKind.InputOutput, Token); // brings the log into the file
        Overwrite(page * 8192L, 8192 * 3);

        await store.RecoverAsync(StoreErrorKind.Corrupt, Token);

        var next = await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);
        Assert.Equal(51, next.Number);
        await store.AppendAsync(new Batch("after").Step(next, "One", Noon), Token);
        Assert.Single((await store.Reader.GetDetailsAsync(next, Token))!.Steps);
        Assert.Contains(Directory.GetFiles(_folder.Path), f => f.Contains(".corrupt-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFileThatWasDeletedIsMissedAndTheLogGoesOnInANewOne()
    {
        await using var store = StoreProgram.Open(Store);
        await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);
        File.Delete(Store);

        var failure = await Assert.ThrowsAsync<SequenceStoreException>(
            async () => await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token));
        Assert.Equal(StoreErrorKind.Unavailable, failure.Kind);
        await store.RecoverAsync(failure.Kind, Token);

        var id = await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);
        Assert.True(id.Number > 2, $"{id} may have been issued before.");
        Assert.NotNull(await store.Reader.GetDetailsAsync(id, Token));
        Assert.True(File.Exists(Store));
    }

    [Fact]
    public async Task ATransactionThatIsNotConfirmedIsNotThere()
    {
        await using (var store = StoreProgram.Open(Store))
        {
            await store.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);
        }

        // The pages of a transaction whose last one never came, and half a page.
        var log = _folder.File("sequences-log.litedb");
        var page = new byte[8192];
        page[0] = 7;
        page[14] = 1;
        File.WriteAllBytes(log, [.. page, .. page, .. page.AsSpan(0, 1000)]);

        await using var again = StoreProgram.Open(Store);
        Assert.Equal(2, (await again.CreateAsync(new NewSequence { CreatedAt = Noon }, Token)).Number);
        Assert.DoesNotContain((await again.Reader.ExamineAsync(Token)).Findings, f => f.Level is FindingLevel.Problem);
    }

    private void Overwrite(long position, int length)
    {
        // As another program does that asks for no lock.
        var junk = _folder.File("junk");
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(junk, bytes);
        using var dd = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(
                "dd", [$"if={junk}", $"of={Store}", "bs=8192", $"seek={position / 8192}", "conv=notrunc", "status=none"]))!;
        dd.WaitForExit();
        Assert.Equal(0, dd.ExitCode);
    }
}
