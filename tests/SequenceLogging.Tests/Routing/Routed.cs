using System.Buffers.Binary;
using SequenceLogging.Routing;
using SequenceLogging.Storage;
using Serilog;
using Serilog.Events;

namespace SequenceLogging.Tests.Routing;

/// <summary>What the router makes of one event.</summary>
internal sealed record Routed(IReadOnlyList<StoredRecord> Records, IReadOnlyList<string> Rejections)
{
    public StoredRecord Single
    {
        get
        {
            Assert.Empty(Rejections);
            return Assert.Single(Records);
        }
    }

    /// <summary>Logs with a real Serilog logger and routes the event inside <see cref="RunningLog.Id"/>.</summary>
    public static Routed Log(Action<ILogger> write) => Of(Event(write), RunningLog.Id);

    /// <summary>The same outside of any sequence.</summary>
    public static Routed LogOutside(Action<ILogger> write) => Of(Event(write), default);

    public static LogEvent Event(Action<ILogger> write)
    {
        var sink = new CollectingSink();
        using var logger = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(sink).CreateLogger();
        write(logger);
        return Assert.Single(sink.Events);
    }

    public static Routed Of(LogEvent logEvent, SequenceReference ambient)
    {
        using var router = new EventRouter();
        var writer = new RecordWriter();
        var rejections = new List<string>();
        router.Route(logEvent, ambient, writer, rejections);

        // A quick look may not pass over what the long one takes.
        Assert.True(EventRouter.IsCandidate(logEvent) || writer.Count + rejections.Count == 0);
        return new Routed(Decode(writer), rejections);
    }

    public static IReadOnlyList<StoredRecord> Decode(RecordWriter writer)
    {
        var records = new List<StoredRecord>();
        for (var rest = writer.Written; !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            records.Add(new StoredRecord(rest.Slice(sizeof(int), length)));
            rest = rest[(sizeof(int) + length)..];
        }

        Assert.Equal(writer.Count, records.Count);
        return records;
    }
}
