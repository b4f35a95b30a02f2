using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.Testing.InMemory.Answers;

/// <summary>Steps as readers tell them.</summary>
internal static class StepAnswer
{
    private const int TraceIdBytes = 16;
    private const int SpanIdBytes = 8;

    public static SequenceStep Step(StepRow row) => new()
    {
        Order = row.Order,
        StepName = StepName.Parse(row.Kind.StepName),
        Component = ComponentOf(row),
        Status = row.Status,
        Timestamp = RecordTime.FromMicroseconds(row.At),
        DurationMs = row.DurationMs,
        Message = row.Message,
        Metadata = row.Metadata,
        Error = row.Error,
        TraceId = Hex(row.Trace, 0, TraceIdBytes),
        SpanId = Hex(row.Trace, TraceIdBytes, SpanIdBytes),
    };

    public static PathStep OfPath(StepRow row) =>
        new(new NamedStep(ComponentOf(row), row.Kind.StepName), row.Status, RecordTime.FromMicroseconds(row.At));

    public static StoredStep Stored(PlacedStep placed, UserId? user) => new()
    {
        Position = placed.Position,
        SequenceId = SequenceId.FromInt64(placed.Row.Sequence),
        UserId = user,
        Order = placed.Row.Order,
        StepName = StepName.Parse(placed.Row.Kind.StepName),
        Component = ComponentOf(placed.Row),
        Status = placed.Row.Status,
        Timestamp = RecordTime.FromMicroseconds(placed.Row.At),
        DurationMs = placed.Row.DurationMs,
        Message = placed.Row.Message,
        Metadata = placed.Row.Metadata,
        Error = placed.Row.Error,
        TraceId = Hex(placed.Row.Trace, 0, TraceIdBytes),
        SpanId = Hex(placed.Row.Trace, TraceIdBytes, SpanIdBytes),
    };

    /// <summary>The step as an error; none where nothing went wrong in it.</summary>
    public static IEnumerable<SequenceError> Error(StepRow row) => row.Status is not StepStatus.Failed && row.Error is null
        ? []
        :
        [
            new SequenceError
            {
                Timestamp = RecordTime.FromMicroseconds(row.At),
                Order = row.Order,
                StepName = StepName.Parse(row.Kind.StepName),
                Component = ComponentOf(row),
                Message = row.Message,
                Error = row.Error,
                Metadata = row.Metadata,
            },
        ];

    private static string? ComponentOf(StepRow row) => row.Kind.Component.Length == 0 ? null : row.Kind.Component;

    /// <summary>A part of the trace; null where there is none, or only zeros, which stand for none.</summary>
    private static string? Hex(byte[]? trace, int start, int length) =>
        trace is null || trace.Length < start + length || trace.AsSpan(start, length).IndexOfAnyExcept((byte)0) < 0
            ? null
            : Convert.ToHexStringLower(trace.AsSpan(start, length));
}
