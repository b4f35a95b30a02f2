using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Tests.Context;

public class InterleavedFlowsTests
{
    private const int Flows = 10_000;
    private const int EventsPerFlow = 100;

    [Fact]
    public async Task TenThousandInterleavedFlowsShowNoWrongIdInAMillionEvents()
    {
        await using var sequences = SequenceLog.Open(o => o.Use(new InMemoryDouble()));
        var sink = new CheckingSink();
        await using var logger = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sink(sink).CreateLogger();

        await Task.WhenAll(Enumerable.Range(1, Flows).Select(n => Task.Run(() => FlowAsync(n))));

        Assert.Equal((0, (long)Flows * EventsPerFlow), (sink.Wrong, sink.Right));

        async Task FlowAsync(int number)
        {
            var own = new SequenceId(2025, 7, number);
            var inner = new SequenceId(2025, 8, number);
            using var scope = sequences.Resume(own);
            for (var i = 0; i < EventsPerFlow; i++)
            {
                if (i % 10 == 0)
                {
                    await Task.Yield(); // onto whatever thread comes next, between other flows' events
                }

                if (i % 7 == 0)
                {
                    using (sequences.Resume(inner))
                    {
                        logger.Information("{Expected}", inner);
                    }
                }
                else
                {
                    logger.Information("{Expected}", own);
                }
            }
        }
    }

    private sealed class CheckingSink : ILogEventSink
    {
        private int _wrong;
        private long _right;

        public int Wrong => _wrong;

        public long Right => _right;

        public void Emit(LogEvent logEvent)
        {
            var expected = ((ScalarValue)logEvent.Properties["Expected"]).Value!.ToString();
            if (logEvent.Properties.TryGetValue("SequenceId", out var id) && ((ScalarValue)id).Value is string text && text == expected)
            {
                Interlocked.Increment(ref _right);
            }
            else
            {
                Interlocked.Increment(ref _wrong);
            }
        }
    }
}
