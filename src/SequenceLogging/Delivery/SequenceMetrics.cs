using System.Diagnostics.Metrics;

namespace SequenceLogging.Delivery;

/// <summary>
/// The books of all open stores as metrics, under one meter. They are read when somebody collects, and cost nothing until
/// then. A store that closes is no longer told; after it is opened again it counts from zero.
/// </summary>
internal static class SequenceMetrics
{
    public const string MeterName = "SequenceLogging";

    private const string Unit = "{record}";

    private static readonly Meter Meter = Create();

    /// <summary>Makes the meter known to listeners; from the second time on this does nothing.</summary>
    public static void Publish() => GC.KeepAlive(Meter);

    private static Meter Create()
    {
        var meter = new Meter(MeterName, typeof(SequenceMetrics).Assembly.GetName().Version?.ToString(3));
        AddCounter("emitted", "Records that log events and status changes meant.", c => c.Emitted);
        AddCounter("stored", "Records that are durably in the store.", c => c.Stored);
        AddCounter("duplicate", "Records that the store had already.", c => c.Duplicate);
        AddCounterByReason("rejected", "Records that made no sense, by reason.", c => c.RejectedBy);
        AddCounterByReason("dropped", "Records that found no room, by reason.", c => c.DroppedBy);
        meter.CreateObservableUpDownCounter(
            NameOf("pending"), () => Observe(c => c.Pending), Unit, "Records on their way to the store.");
        AddCounterOfHealth("store.failures", "{failure}", "Tries to write that the store let fail.", h => h.FailedTries);
        AddCounterOfHealth("store.damages", "{damage}", "Times that the store was found damaged, and went on in a new one.", h => h.Damages);
        AddCounterOfHealth("writer.restarts", "{restart}", "Times that the writer was started again after an error.", h => h.Restarts);
        return meter;

        void AddCounter(string name, string description, Func<DeliveryCounts, long> count) =>
            meter.CreateObservableCounter(NameOf(name), () => Observe(count), Unit, description);

        void AddCounterOfHealth(string name, string unit, string description, Func<DeliveryHealth, long> count) =>
            meter.CreateObservableCounter(
                $"sequencelogging.{name}",
                () => from pipeline in SequencePipeline.All
                      select new Measurement<long>(count(pipeline.Health), StoreTag(pipeline)),
                unit,
                description);

        void AddCounterByReason(
            string name, string description, Func<DeliveryCounts, IReadOnlyDictionary<string, long>> counts) =>
            meter.CreateObservableCounter(NameOf(name), () => ObserveByReason(counts), Unit, description);
    }

    private static string NameOf(string count) => $"sequencelogging.records.{count}";

    private static IEnumerable<Measurement<long>> Observe(Func<DeliveryCounts, long> count) =>
        from pipeline in SequencePipeline.All
        select new Measurement<long>(count(pipeline.Counts), StoreTag(pipeline));

    private static IEnumerable<Measurement<long>> ObserveByReason(
        Func<DeliveryCounts, IReadOnlyDictionary<string, long>> counts) =>
        from pipeline in SequencePipeline.All
        from reason in counts(pipeline.Counts)
        select new Measurement<long>(reason.Value, StoreTag(pipeline), KeyValuePair.Create("reason", (object?)reason.Key));

    private static KeyValuePair<string, object?> StoreTag(SequencePipeline pipeline) =>
        KeyValuePair.Create("store", (object?)pipeline.Store.Name);
}
