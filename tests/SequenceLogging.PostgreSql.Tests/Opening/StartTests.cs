using Npgsql;
using SequenceLogging.PostgreSql.Tests.Processes;

namespace SequenceLogging.PostgreSql.Tests.Opening;

public sealed class StartTests : IDisposable
{
    private const int Nodes = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task SixteenNodesThatStartAtOnceHaveOneSchemaAlthoughOneIsKilledWhileItMakesIt()
    {
        // A table of the same name that is not committed: whoever makes the tables stands before it, in the middle.
        var schema = new NpgsqlConnectionStringBuilder(_store.ConnectionString).SearchPath;
        _store.Execute($"CREATE SCHEMA {schema}");
        await using var obstacle = new NpgsqlConnection(_store.ConnectionString);
        await obstacle.OpenAsync(TestStore.Token);
        await using (var command = new NpgsqlCommand("BEGIN; CREATE TABLE links ()", obstacle))
        {
            await command.ExecuteNonQueryAsync(TestStore.Token);
        }

        var nodes = Enumerable.Range(0, Nodes).Select(n => new Node(
            "open", new NpgsqlConnectionStringBuilder(_store.ConnectionString) { ApplicationName = $"{schema} {n}", Timeout = 60 }.ConnectionString)).ToArray();
        var inTheMiddle = (int)await AwaitAsync(
            $"SELECT split_part(application_name, ' ', 2)::int FROM pg_stat_activity WHERE application_name LIKE '{schema} %' AND query LIKE 'CREATE TABLE links%' AND wait_event_type = 'Lock'");
        nodes[inTheMiddle].Kill();
        _store.Execute(
            $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{schema} {inTheMiddle}'");
        await using (var command = new NpgsqlCommand("ROLLBACK", obstacle))
        {
            await command.ExecuteNonQueryAsync(TestStore.Token);
        }

        var begun = new List<string>();
        foreach (var node in nodes.Where((_, n) => n != inTheMiddle))
        {
            begun.AddRange((await node.ReadToEndAsync()).Where(line => line.StartsWith("begun ", StringComparison.Ordinal)));
            node.AssertSuccess();
        }

        Assert.Equal(Nodes - 1, begun.Distinct().Count());
        Assert.Equal(Nodes - 1, _store.Execute("SELECT count(*) FROM global_sequences"));
        Assert.Equal(1, _store.Execute("SELECT count(*) FROM store_version"));
        await using var last = _store.Open();
        Assert.Equal(Nodes - 1, (await last.Reader.FindAsync(new(), TestStore.Token)).Count);
        Array.ForEach(nodes, node => node.Dispose());
    }

    private async Task<long> AwaitAsync(string sql)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestStore.Token);
        patience.CancelAfter(Patience);
        while (true)
        {
            if (_store.Execute(sql) is { } found)
            {
                return found;
            }

            await Task.Delay(20, patience.Token);
        }
    }
}
