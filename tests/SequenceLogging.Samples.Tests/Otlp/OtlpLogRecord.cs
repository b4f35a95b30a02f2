namespace SequenceLogging.Samples.Tests.Otlp;

/// <summary>One log record as OTLP sends it (opentelemetry.proto.logs.v1).</summary>
internal sealed class OtlpLogRecord
{
    private OtlpLogRecord(ProtobufMessage record)
    {
        At = DateTimeOffset.UnixEpoch.AddTicks((long)(record.Number(1) / 100));
        Severity = record.Text(3);
        Body = ValueOf(record.Messages(5).Single()) as string;
        Attributes = record.Messages(6).ToDictionary(a => a.Text(1), a => ValueOf(a.Messages(2).Single()));
        TraceId = Convert.ToHexStringLower(record.Bytes(9).Span);
        SpanId = Convert.ToHexStringLower(record.Bytes(10).Span);
    }

    public DateTimeOffset At { get; }

    public string Severity { get; }

    public string? Body { get; }

    /// <summary>A name that came twice is an exception.</summary>
    public IReadOnlyDictionary<string, object?> Attributes { get; }

    public string TraceId { get; }

    public string SpanId { get; }

    /// <summary>All records of a request (ExportLogsServiceRequest).</summary>
    public static IEnumerable<OtlpLogRecord> Read(byte[] request) =>
        from resource in new ProtobufMessage(request).Messages(1)
        from scope in resource.Messages(2)
        from record in scope.Messages(2)
        select new OtlpLogRecord(record);

    private static object? ValueOf(ProtobufMessage value) =>
        value.Has(1) ? value.Text(1)
        : value.Has(2) ? value.Number(2) != 0
        : value.Has(3) ? (long)value.Number(3)
        : value.Has(4) ? BitConverter.UInt64BitsToDouble(value.Number(4))
        : value.Has(5) ? value.Messages(5).Single().Messages(1).Select(ValueOf).ToArray()
        : value.Has(6) ? value.Messages(6).Single().Messages(1).ToDictionary(m => m.Text(1), m => ValueOf(m.Messages(2).Single()))
        : null;
}
