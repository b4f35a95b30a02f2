namespace SequenceLogging.Sqlite.Tests.Processes;

/// <summary>Other programs may look into the file while it is written.</summary>
public sealed class ForeignToolTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AToolThatOpensAndClosesTheFileDoesNotTakeTheWalAway()
    {
        // SQLite deletes the WAL when the last one closes, and knows the others by locks of their processes. Those would be
        // gone if this process had opened and closed the file beside SQLite.
        await using var first = new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(Store));
        await first.CreateAsync(new() { CreatedAt = DateTimeOffset.UnixEpoch }, TestContext.Current.CancellationToken);
        await using (new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(Store)))
        {
            await VisitAsync();
        }

        await VisitAsync();
        var id = await first.CreateAsync(new() { CreatedAt = DateTimeOffset.UnixEpoch }, TestContext.Current.CancellationToken);

        Assert.True(File.Exists(Store + "-wal"));
        await using var reader = new SqliteStoreProvider().OpenReader(new SequenceLogOptions().UseSqlite(Store));
        Assert.NotNull(await reader.GetDetailsAsync(id, TestContext.Current.CancellationToken));
    }

    private async Task VisitAsync()
    {
        using var visitor = ChildProcess.Start("visit", Store);
        await visitor.AwaitSuccessAsync();
    }
}
