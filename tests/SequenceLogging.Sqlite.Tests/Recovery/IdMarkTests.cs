using SequenceLogging.Sqlite.Tests.Prompt;

namespace SequenceLogging.Sqlite.Tests.Recovery;

/// <summary>No id comes again, whatever becomes of the store's file.</summary>
public sealed class IdMarkTests : IDisposable
{
    private readonly StoreUnderTest _files = new();

    private string Marks => _files.Path + ".ids";

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task ItIsReadableAndSaysTheLastNumberOfEachMonth()
    {
        await using var store = _files.Open();
        foreach (var days in new[] { 0, 31, 0, 62, 0 })
        {
            await store.CreateAsync(new() { CreatedAt = StoreUnderTest.Noon.AddDays(days) }, TestContext.Current.CancellationToken);
        }

        var lines = await File.ReadAllLinesAsync(Marks, TestContext.Current.CancellationToken);
        Assert.Equal(["2025-07 00000000000003", "2025-08 00000000000001", "2025-09 00000000000001"], lines.Select(l => l[..22]));
    }

    [Fact]
    public async Task AnOlderCopyThatIsPutInPlaceWhileNobodyRunsIssuesNoIdAgain()
    {
        await _files.FillAsync(10);
        var backup = _files.CopyTo("backup.db");
        await _files.FillAsync(20);
        File.Move(backup, _files.Path, overwrite: true);

        await using var store = _files.Open();

        Assert.Equal(31, await StoreUnderTest.NextAsync(store));
        Assert.Equal(11, await StoreUnderTest.CountAsync(store));
    }

    [Fact]
    public async Task AStoreThatWasLostGoesOnAboveItsMarks()
    {
        await _files.FillAsync(10);
        File.Delete(_files.Path);

        await using var store = _files.Open();

        Assert.Equal(11, await StoreUnderTest.NextAsync(store));
    }

    [Fact]
    public async Task WithoutTheMarksTheyWouldComeAgain()
    {
        await _files.FillAsync(10);
        File.Delete(_files.Path);
        File.Delete(Marks);

        await using var store = _files.Open();

        Assert.Equal(1, await StoreUnderTest.NextAsync(store));
    }

    [Fact]
    public async Task AnIdFromElsewhereRaisesTheMark()
    {
        await using (var log = SequenceLog.Open(o => o.UseSqlite(_files.Path)))
        {
            log.Complete(new SequenceId(2025, 7, 5_000));
        }

        File.Delete(_files.Path);
        await using var store = _files.Open();

        Assert.Equal(5_001, await StoreUnderTest.NextAsync(store));
    }

    [Theory]
    [InlineData("")]
    [InlineData("some text that somebody wrote here")]
    [InlineData("2025-07 00000000000900 00000000\n")]
    [InlineData("2025-07 00000000000010 9d1c")]
    public async Task AMarkThatIsDamagedIsMadeAnewAndReported(string content)
    {
        await _files.FillAsync(10);
        var good = await File.ReadAllTextAsync(Marks, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Marks, content, TestContext.Current.CancellationToken);

        await using (var store = _files.Open())
        {
            Assert.Equal(good, await File.ReadAllTextAsync(Marks, TestContext.Current.CancellationToken));
            Assert.Equal(11, await StoreUnderTest.NextAsync(store));
        }

        Assert.Contains(_files.Said, said => said.Contains("made anew", StringComparison.Ordinal));
        File.Delete(_files.Path);
        await using var after = _files.Open();
        Assert.Equal(12, await StoreUnderTest.NextAsync(after));
    }

    [Fact]
    public async Task ManyYearsOfMonthsAreKept()
    {
        const int Months = 400;
        await using (var store = _files.Open())
        {
            for (var month = 0; month < Months; month++)
            {
                await store.CreateAsync(
                    new() { CreatedAt = StoreUnderTest.Noon.AddMonths(month) }, TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal(32 * Months, new FileInfo(Marks).Length);
        File.Delete(_files.Path);
        await using var after = _files.Open();
        foreach (var month in new[] { 0, Months - 1 })
        {
            var id = await after.CreateAsync(
                new() { CreatedAt = StoreUnderTest.Noon.AddMonths(month) }, TestContext.Current.CancellationToken);
            Assert.Equal(2, id.Number);
        }

        Assert.Empty(_files.Said);
    }

    [Fact]
    public async Task AMarkThatIsSpoiledWhileTheStoreIsOpenIsMadeAnew()
    {
        await using var store = _files.Open();
        await StoreUnderTest.NextAsync(store);
        var length = new FileInfo(Marks).Length;
        await File.WriteAllTextAsync(Marks, new string('x', 1_000), TestContext.Current.CancellationToken);

        Assert.Equal(2, await StoreUnderTest.NextAsync(store));

        Assert.Equal(length, new FileInfo(Marks).Length);
    }

    [Fact]
    public async Task AMarkThatCannotBeWrittenStopsNothing()
    {
        Directory.CreateDirectory(Marks);
        await using var store = _files.Open();

        Assert.Equal(1, await StoreUnderTest.NextAsync(store));
        Assert.Equal(2, await StoreUnderTest.NextAsync(store));

        Assert.Single(_files.Said, said => said.Contains("ids may be issued again", StringComparison.Ordinal));
        Directory.Delete(Marks);
        Assert.Equal(3, await StoreUnderTest.NextAsync(store));
        Assert.StartsWith("2025-07 00000000000003 ", await File.ReadAllTextAsync(Marks, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ACounterThatWasSetBackInTheStoreIsNotFollowed()
    {
        await _files.FillAsync(10);
        await using var store = _files.Open();
        using (var prompt = new SqlPrompt(_files.Path))
        {
            prompt.Execute("UPDATE sequence_counter SET counter = 3; DELETE FROM sequences WHERE id & 0xFFFFFFFFFF > 3");
        }

        Assert.Equal(11, await StoreUnderTest.NextAsync(store));
    }

    [Fact]
    public async Task TwoProcessesWriteOneMark()
    {
        await using (var one = _files.Open())
        await using (var two = _files.Open())
        {
            for (var i = 0; i < 10; i++)
            {
                await StoreUnderTest.NextAsync(one);
                await StoreUnderTest.NextAsync(two);
            }
        }

        File.Delete(_files.Path);
        await using var store = _files.Open();
        Assert.Equal(21, await StoreUnderTest.NextAsync(store));
        Assert.Empty(_files.Said);
    }
}
