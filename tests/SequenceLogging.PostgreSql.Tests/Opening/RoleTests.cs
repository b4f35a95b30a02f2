using Npgsql;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.PostgreSql.Tests.Opening;

public sealed class RoleTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly string _role = $"app_{Guid.NewGuid():N}";

    public RoleTests() => _store.Execute($"CREATE ROLE {_role} LOGIN");

    private string AsRole => new NpgsqlConnectionStringBuilder(_store.ConnectionString) { Username = _role }.ConnectionString;

    public void Dispose()
    {
        _store.Dispose();
        _store.Execute($"DROP OWNED BY {_role}; DROP ROLE {_role}");
    }

    [Fact]
    public async Task ARoleThatMayMakeNoTablesDoesAllThatAnApplicationDoes()
    {
        await PostgreSqlSchema.EnsureAsync(_store.ConnectionString, _role, cancellationToken: TestStore.Token);

        await using var store = TestStore.Open(AsRole);
        var id = await store.CreateAsync(new NewSequence { CreatedAt = TestStore.Noon, UserId = "ann" }, TestStore.Token);
        Assert.Equal(id, await store.FindOpenOrCreateAsync(new NewSequence { CreatedAt = TestStore.Noon, UserId = "ann" }, TestStore.Token));
        await store.AppendAsync(new Batch().Step(id, "One", TestStore.Noon).Link(id, ComponentLink.Parse("a:b:c"), TestStore.Noon), TestStore.Token);
        await store.ReturnIdsAsync(await store.LeaseIdsAsync(TestStore.Noon, 10, TestStore.Token), TestStore.Token);
        Assert.Equal(1, (await store.Reader.GetDetailsAsync(id, TestStore.Token))?.StepCount);
        Assert.Equal("reads and writes", (await store.Reader.ExamineAsync(TestStore.Token)).Findings.Single(f => f.Name == "rights").Value);
        Assert.Equal(1, (await store.EraseUserAsync("ann", TestStore.Token)).Sequences);
        Assert.Equal(0, (await store.PruneAsync(new PruneQuery { IdleSince = TestStore.Noon.AddDays(1) }, TestStore.Token)).Sequences);
    }

    [Fact]
    public async Task TheOwnerMayPrepareAgainAndAgain()
    {
        await PostgreSqlSchema.EnsureAsync(_store.ConnectionString, _role, monthsAhead: 5, cancellationToken: TestStore.Token);
        await PostgreSqlSchema.EnsureAsync(_store.ConnectionString, _role, cancellationToken: TestStore.Token);

        await using var store = TestStore.Open(AsRole);
        Assert.Equal(1, (await store.CreateAsync(new NewSequence { CreatedAt = TestStore.Noon }, TestStore.Token)).Number);
    }

    [Fact]
    public void WhereNothingIsPreparedTheRoleIsToldWhatToDo()
    {
        var failure = Assert.Throws<SequenceStoreException>(() => TestStore.Open(AsRole));

        Assert.Equal(StoreErrorKind.ReadOnly, failure.Kind);
        Assert.Contains("PostgreSqlSchema.EnsureAsync", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARoleThatOnlyReadsAsksAndDoesNotWrite()
    {
        await using (var owner = _store.Open())
        {
            await owner.CreateAsync(new NewSequence { CreatedAt = TestStore.Noon }, TestStore.Token);
        }

        var schema = new NpgsqlConnectionStringBuilder(_store.ConnectionString).SearchPath;
        _store.Execute($"GRANT USAGE ON SCHEMA {schema} TO {_role}; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {_role}");

        await using var store = TestStore.Open(AsRole);
        Assert.Single(await store.Reader.FindAsync(new(), TestStore.Token));
        var failure = await Assert.ThrowsAsync<SequenceStoreException>(
            async () => await store.CreateAsync(new NewSequence { CreatedAt = TestStore.Noon }, TestStore.Token));
        Assert.Equal(StoreErrorKind.ReadOnly, failure.Kind);
        Assert.Contains("GRANT", failure.Message, StringComparison.Ordinal);
    }
}
