using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;

namespace SequenceLogging.Benchmarks.Asking;

/// <summary>
/// What does a journey with its steps cost, by its id, by its user, by something it has to do with, against a query to
/// the view of steps through ADO? By user and by component it is two questions: which there are, and the newest of them.
/// </summary>
public class DetailsBenchmark : AskingBenchmark
{
    private SqliteConnection? _connection;
    private SqliteCommand? _select;
    private UserId _user;

    /// <summary>How many steps the last answer had.</summary>
    public int Answered { get; private set; }

    [Benchmark(Baseline = true)]
    public void RowsOfSteps()
    {
        _select!.Parameters[0].Value = Store.AnyId().ToString();
        using var reader = _select.ExecuteReader();
        for (Answered = 0; reader.Read(); Answered++)
        {
            _ = (reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3));
        }
    }

    [Benchmark]
    public Task ById() => AskAsync(Store.AnyId());

    [Benchmark]
    public async Task ByUser() => await AskAsync((await Store.Log.FindSequencesByUserAsync(_user))[0].SequenceId);

    [Benchmark]
    public async Task ByComponent() => await AskAsync((await Store.Log.FindSequencesByComponentAsync(Store.AnyComponent()))[0].SequenceId);

    protected override void Prepare()
    {
        _user = Store.AnyUserAsync().GetAwaiter().GetResult();
        _connection = new SqliteConnection($"Data Source={Store.Path};Mode=ReadOnly;Pooling=False");
        _connection.Open();
        _select = _connection.CreateCommand();
        _select.CommandText = "SELECT step_order, timestamp, message, metadata FROM global_sequence_steps WHERE sequence_id = $id ORDER BY step_order";
        _select.Parameters.Add("$id", SqliteType.Text);
        _select.Prepare();
    }

    protected override void Close()
    {
        _select?.Dispose();
        _connection?.Dispose();
    }

    private async Task AskAsync(SequenceId id) => Answered = (await Store.Log.GetSequenceDetailsAsync(id))?.Steps.Count ?? 0;
}
