using SequenceLogging.Sqlite.Tests.Prompt;

namespace SequenceLogging.Sqlite.Tests.Processes;

/// <summary>The check of a store is only worth something if it turns red: each fault made by hand must be told.</summary>
public sealed class StoreCheckTests : IAsyncLifetime
{
    private const int Steps = 3;

    private readonly TempFolder _folder = new();
    private readonly Acknowledged _acknowledged = new();

    private string Store => _folder.File("sequences.db");

    public async ValueTask InitializeAsync()
    {
        using var child = ChildProcess.Start("write", Store, "20", $"{Steps}", "2");
        _acknowledged.Take(await child.ReadToEndAsync());
        await child.AwaitSuccessAsync();
        Assert.Equal(20, _acknowledged.Begun.Count);
        Assert.Equal(20, _acknowledged.Logged.Count);
        Assert.Equal([[60, 60, 0, 0, 0, 0]], _acknowledged.Books);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void AGoodStoreHasNoFault() => Assert.Empty(FindFaults());

    [Theory]
    [InlineData("DELETE FROM steps WHERE id = 7", "steps of 3", "transitions", "statistics of steps", "books say")]
    [InlineData("UPDATE steps SET step_order = 9 WHERE id = 7", "has its steps as")]
    [InlineData("UPDATE steps SET kind = (SELECT kind FROM steps WHERE id = 9) WHERE id = 7", "has its steps as")]
    [InlineData("DELETE FROM sequences WHERE id = (SELECT max(id) FROM sequences)", "has no sequence", "the counter of")]
    [InlineData("DELETE FROM sequences WHERE id = (SELECT min(id) FROM sequences)", "has no sequence", "have a gap")]
    [InlineData("UPDATE sequence_counter SET counter = counter + 1", "the counter of")]
    [InlineData("UPDATE sequences SET status = 1 WHERE id = (SELECT min(id) FROM sequences)", "statistics of sequences")]
    [InlineData("UPDATE sequences SET step_count = 4 WHERE id = (SELECT min(id) FROM sequences)", "step counts")]
    [InlineData("UPDATE delivery_totals SET count = count + 1 WHERE outcome = 'emitted'", "do not balance")]
    [InlineData(
        """
        CREATE TEMP TABLE twice AS SELECT * FROM steps WHERE id = 7;
        UPDATE twice SET id = 1000;
        INSERT INTO steps SELECT * FROM twice;
        UPDATE sequences SET last_step = 1000 WHERE id = (SELECT sequence FROM twice)
        """,
        "has its steps as")]
    [InlineData("UPDATE steps SET previous = NULL WHERE id = 9", "the way back")]
    [InlineData("UPDATE steps SET previous = 1 WHERE id = 9", "the way back")]
    [InlineData("UPDATE sequences SET last_step = last_step - 1 WHERE id = (SELECT min(id) FROM sequences)", "the way back")]
    public void AFaultMadeByHandIsTold(string sql, params string[] faults)
    {
        using (var prompt = new SqlPrompt(Store))
        {
            prompt.Execute(sql);
        }

        var found = FindFaults();

        Assert.All(faults, fault => Assert.Contains(found, line => line.Contains(fault, StringComparison.Ordinal)));
    }

    [Fact]
    public void AnIdThatWasIssuedTwiceIsTold()
    {
        _acknowledged.Begun.Add(_acknowledged.Begun[3]);

        Assert.Contains($"{_acknowledged.Begun[3]} was issued 2 times", FindFaults());
    }

    [Fact]
    public void AWritersBooksThatDoNotBalanceAreTold()
    {
        _acknowledged.Books[0][1]--;

        Assert.Contains(FindFaults(), line => line.Contains("a writer's books", StringComparison.Ordinal));
    }

    private IReadOnlyList<string> FindFaults() => new StoreCheck(Store, _acknowledged, Steps).FindFaults();
}
