using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;

namespace SequenceLogging.Benchmarks.Asking;

/// <summary>What do questions about everything cost, against counting the rows of the steps by what they are?</summary>
public class OverviewBenchmark : AskingBenchmark
{
    private SqliteConnection? _connection;

    /// <summary>How many steps the last answer was about.</summary>
    public long Answered { get; private set; }

    /// <summary>How many it should be about.</summary>
    public long Expected => Store.Steps;

    [Benchmark(Baseline = true)]
    public void CountRows()
    {
        using var count = _connection!.CreateCommand();
        count.CommandText = "SELECT step_name, count(*) FROM global_sequence_steps GROUP BY step_name";
        using var reader = count.ExecuteReader();
        for (Answered = 0; reader.Read();)
        {
            Answered += reader.GetInt64(1);
        }
    }

    [Benchmark]
    public async Task Statistics() => Answered = (await Store.Log.GetSystemStatisticsAsync()).Steps.Total;

    [Benchmark]
    public async Task FlowGraph() => Answered = (await Store.Log.Analysis.GetFlowAsync()).Nodes.Sum(n => n.Count);

    protected override void Prepare()
    {
        _connection = new SqliteConnection($"Data Source={Store.Path};Mode=ReadOnly;Pooling=False");
        _connection.Open();
    }

    protected override void Close() => _connection?.Dispose();
}
