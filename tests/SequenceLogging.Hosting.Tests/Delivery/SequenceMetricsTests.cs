using System.Diagnostics.Metrics;
using SequenceLogging.Storage;
using Serilog;

namespace SequenceLogging.Hosting.Tests.Delivery;

public sealed class SequenceMetricsTests : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<Instrument> _instruments = [];
    private readonly List<(string Name, string Store, string? Reason, long Value)> _measurements = [];

    public SequenceMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "SequenceLogging")
            {
                _instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var byName = tags.ToArray().ToDictionary(t => t.Key, t => (string?)t.Value);
            _measurements.Add((instrument.Name, byName["store"]!, byName.GetValueOrDefault("reason"), value));
        });
        _listener.Start();
    }

    [Fact]
    public async Task EmittedIsTheSumOfEverythingElse()
    {
        var slow = new SlowStore(new InMemoryDouble());
        var store = new MeteredStore(slow);
        await using var sequences = SequenceLog.Open(o => o.Use(store));
        await using var logger = new LoggerConfiguration().WriteTo.Sequences(sequences).CreateLogger();
        logger.Information("{StepName} outside of any sequence", "User_Flow_1_Start");
        logger.Information("{StepName} in {SequenceId}", "User_Flow_1_Start", "seq-1");
        logger.Information("{StepName} in {SequenceId}", " ", Stored.Id);
        logger.Information("{StepName} in {SequenceId}", " ", Stored.Id);
        logger.Information("{StepName} with {LinkComponent} in {SequenceId}", "User_Flow_1_Start", "ads:ad:87", Stored.Id);
        await slow.Reached;

        var pending = Collect(store.Name);
        slow.LetGo();
        Assert.True((await sequences.FlushAsync(TimeSpan.FromSeconds(30))).IsComplete);
        var settled = Collect(store.Name);

        Assert.Equal(
            ["duplicate 0", "emitted 6", "pending 2", "rejected bad_sequence_id 1", "rejected bad_step_name 2",
             "rejected no_sequence 1", "stored 0"],
            pending);
        Assert.Equal(
            ["duplicate 0", "emitted 6", "pending 0", "rejected bad_sequence_id 1", "rejected bad_step_name 2",
             "rejected no_sequence 1", "stored 2"],
            settled);
        AssertTheSumHolds(pending);
        AssertTheSumHolds(settled);
    }

    [Fact]
    public async Task EachStoreHasBooksOfItsOwnUntilItCloses()
    {
        using var folder = new TempFolder();
        var (first, second) = (folder.File("first.db"), folder.File("second.db"));
        await using (var one = new LoggerConfiguration().WriteTo.Sequences(first).CreateLogger())
        {
            using var other = SequenceLog.Open(o => o.UseSqlite(second));
            one.Information("{StepName} in {SequenceId}", "User_Flow_1_Start", Stored.Id);

            Assert.Contains("emitted 1", Collect("SQLite " + first));
            Assert.Contains("emitted 0", Collect("SQLite " + second));
        }

        Assert.Empty(Collect("SQLite " + first));
    }

    [Fact]
    public void InstrumentsFollowTheConventionsOfOpenTelemetry()
    {
        using var sequences = SequenceLog.Open(o => o.Use(new InMemoryDouble()));

        Assert.Equal(
            ["sequencelogging.records.dropped ObservableCounter", "sequencelogging.records.duplicate ObservableCounter",
             "sequencelogging.records.emitted ObservableCounter", "sequencelogging.records.pending ObservableUpDownCounter",
             "sequencelogging.records.rejected ObservableCounter", "sequencelogging.records.stored ObservableCounter",
             "sequencelogging.store.damages ObservableCounter", "sequencelogging.store.failures ObservableCounter",
             "sequencelogging.writer.restarts ObservableCounter"],
            _instruments.Select(i => $"{i.Name} {i.GetType().Name.Split('`')[0]}").Order());
        Assert.Equal(["{damage}", "{failure}", "{record}", "{restart}"], _instruments.Select(i => i.Unit).Distinct().Order(StringComparer.Ordinal));
        Assert.All(_instruments, i => Assert.False(string.IsNullOrEmpty(i.Description)));
    }

    public void Dispose() => _listener.Dispose();

    private string[] Collect(string store)
    {
        _measurements.Clear();
        _listener.RecordObservableInstruments();
        return
        [
            .. _measurements
                .Where(m => m.Store == store && m.Name.StartsWith("sequencelogging.records.", StringComparison.Ordinal))
                .Select(m => $"{m.Name.Split('.')[^1]} {m.Reason} {m.Value}".Replace("  ", " ", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static void AssertTheSumHolds(string[] lines)
    {
        var emitted = lines.Single(l => l.StartsWith("emitted", StringComparison.Ordinal));
        Assert.Equal(ValueOf(emitted), lines.Where(l => l != emitted).Sum(ValueOf));

        static long ValueOf(string line) => long.Parse(line.Split(' ')[^1], null);
    }

    /// <summary>Has a name that no store of another test has: a meter is one for the whole process.</summary>
    private sealed class MeteredStore(ISequenceStore inner) : StoreDecorator(inner);
}
