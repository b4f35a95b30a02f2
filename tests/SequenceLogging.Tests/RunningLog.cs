using SequenceLogging.Delivery;
using SequenceLogging.Storage;
using Serilog;
using Serilog.Core;

namespace SequenceLogging.Tests;

/// <summary>A log on a store double with a Serilog pipeline before it. At its end all is written and the books balance.</summary>
internal sealed class RunningLog : IAsyncDisposable
{
    public RunningLog(Func<InMemoryDouble, ISequenceStore>? around = null, Action<SequenceLogOptions>? configure = null)
    {
        Sequences = SequenceLog.Open(o =>
        {
            o.Use(around?.Invoke(Store) ?? Store);
            configure?.Invoke(o);
        });
        Logger = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .Enrich.WithSequence()
            .WriteTo.Sequences(Sequences)
            .WriteTo.Sink(Collected)
            .CreateLogger();
    }

    public static SequenceId Id { get; } = SequenceId.Parse("SEQ-2025-07-00001");

    public InMemoryDouble Store { get; } = new();

    public SequenceLog Sequences { get; }

    public CollectingSink Collected { get; } = new();

    public Logger Logger { get; }

    /// <summary>The SequenceId of each event that was logged so far, in order; null where an event has none.</summary>
    public IEnumerable<string?> Ids => Collected.Events.Select(e =>
        e.Properties.TryGetValue("SequenceId", out var id) ? id.ToString("l", null) : null);

    /// <summary>Waits until all that was logged is stored, and shows it.</summary>
    public async Task<IReadOnlyList<StoredRecord>> StoredAsync()
    {
        Assert.True((await Sequences.FlushAsync(TimeSpan.FromSeconds(30))).IsComplete);
        return Store.Records;
    }

    public async ValueTask DisposeAsync()
    {
        await Logger.DisposeAsync();
        await Sequences.DisposeAsync();
        Books.MustBalance(Sequences.Delivery);
        Assert.Equal(0, Sequences.Delivery.Pending);
        Assert.Equal(Sequences.Delivery.Stored, Store.Records.Count);
        AssertTheStoreWasToldEverything();
    }

    // What came behind the end may be in the books of the process only: mostly nobody is left to tell the store.
    private void AssertTheStoreWasToldEverything()
    {
        var afterTheEnd = Sequences.Delivery.DroppedBy.GetValueOrDefault(Reasons.Closed);
        Assert.InRange(Sequences.Delivery.Emitted - Store.Emitted, 0, afterTheEnd);
        Assert.Equal(Sequences.Delivery.Rejected, Store.NotedAs(RecordKind.Rejected));
        Assert.InRange(Sequences.Delivery.Dropped - Store.NotedAs(RecordKind.Loss), 0, afterTheEnd);
    }
}
