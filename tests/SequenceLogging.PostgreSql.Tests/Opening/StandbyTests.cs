using Npgsql;
using SequenceLogging.Storage;

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
    public async Task WhereOnlyAPrimaryIsThereAStandbyIsNotFound()
    {
        await using var store = _store.Open();
        var standby = new NpgsqlConnectionStringBuilder(_store.ConnectionString) { TargetSessionAttributes = "standby" }.ConnectionString;
        var options = new SequenceLogOptions().UsePostgreSql(_store.ConnectionString, standby);

        var failure = Assert.Throws<SequenceStoreException>(() => options.Provider!.OpenReader(options));

        Assert.Equal(StoreErrorKind.Unavailable, failure.Kind);
    }
}
