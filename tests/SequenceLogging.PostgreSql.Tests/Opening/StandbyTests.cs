using Npgsql;
using PostgresServer;
using SequenceLogging.Moving;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.PostgreSql.Tests.Opening;

public sealed class StandbyTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("any")]
    [InlineData("primary")]
    [InlineData("prefer-standby")]
    [InlineData("prefer-primary")]
    [InlineData("read-write")]
    public async Task QuestionsAreAskedWhereTheReadingConnectionStringSays(string target)
    {
        var read = new NpgsqlConnectionStringBuilder(_store.ConnectionString) { TargetSessionAttributes = target }.ConnectionString;
        var options = new SequenceLogOptions().UsePostgreSql(_store.ConnectionString, read);
        await using var store = options.Provider!.Open(options);

        var id = await store.CreateAsync(new NewSequence { CreatedAt = TestStore.Noon }, TestStore.Token);

        Assert.Equal(id, (await store.Reader.GetDetailsAsync(id, TestStore.Token))?.SequenceId);
        await using var reader = options.Provider!.OpenReader(options);
        Assert.Equal(id, (await reader.GetDetailsAsync(id, TestStore.Token))?.SequenceId);
    }

    [Fact]
    public async Task ACopyIntoAServerWithAStandbyGoesByWhatThePrimaryHas()
    {
        await using var source = _store.Open();
        var id = await source.CreateAsync(new NewSequence { CreatedAt = TestStore.Noon }, TestStore.Token);
        await source.AppendAsync(new Batch("p").Step(id, "One", TestStore.Noon).Step(id, "Two", TestStore.Noon), TestStore.Token);
        var (started, reason) = Server.TryStart(isOwn: true);
        Assert.SkipWhen(started is null, reason ?? "");
        using var primary = started;
        var target = primary.NewStore();
        await TestStore.Open(target).DisposeAsync();

        // It has the tables, and shows nothing that is written from now on.
        using var standby = primary.StartStandby(TimeSpan.FromMinutes(1));
        var both = new NpgsqlConnectionStringBuilder(target)
        {
            Host = $"{new NpgsqlConnectionStringBuilder(target).Host},{new NpgsqlConnectionStringBuilder(standby.ConnectionString).Host}",
        };
        await using var store = TestStore.Open(both.ConnectionString);
        var result = await new StoreCopy(source.Reader, store).CopyAsync(cancellationToken: TestStore.Token);

        Assert.Equal((2, 1, 0), (result.Passes, result.Sequences, result.MovingCount));
        Assert.Equal(2, Server.Execute(target, "SELECT count(*) FROM steps"));
    }

    [Fact]
    public async Task WhereOnlyAPrimaryIsThereAStandbyIsNotFound()
    {
        await using var store = _store.Open();
        var standby = new NpgsqlConnectionStringBuilder(_store.ConnectionString) { TargetSessionAttributes = "standby" }.ConnectionString;
        var options = new SequenceLogOptions().UsePostgreSql(_store.ConnectionString, standby);

        var failure = Assert.Throws<SequenceStoreException>(() => options.Provider!.OpenReader(options));

        Assert.Equal(StoreErrorKind.Unavailable, failure.Kind);
    }
}
