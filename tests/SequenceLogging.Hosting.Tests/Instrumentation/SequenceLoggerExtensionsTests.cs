using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SequenceLogging.Delivery;
using SequenceLogging.Storage;
using Serilog;
using ILogger = Microsoft.Extensions.Logging.ILogger;
using SerilogLogger = Serilog.ILogger;

namespace SequenceLogging.Hosting.Tests.Instrumentation;

/// <summary>The verbs on Microsoft's <c>ILogger</c> mean what they mean on Serilog's.</summary>
public class SequenceLoggerExtensionsTests
{
    private readonly ClockInHand _clock = new();

    [Fact]
    public async Task AStepIsTheSameOnBothLoggers()
    {
        await AssertSameAsync(l => l.Step("User_Flow_1_Start"), l => l.Step("User_Flow_1_Start"));
        await AssertSameAsync(
            l => l.Step("User_Flow_1_Start", StepStatus.Skipped), l => l.Step("User_Flow_1_Start", StepStatus.Skipped));
        await AssertSameAsync(
            l => l.Step("User_Flow_1_Start", StepStatus.Failed, new InvalidOperationException("no")),
            l => l.Step("User_Flow_1_Start", StepStatus.Failed, new InvalidOperationException("no")));
        await AssertSameAsync(
            l => l.Step("CreateAd_Step_6_CalculatePrice", "{Price} {Currency}", 12.5m, "TON"),
            l => l.Step("CreateAd_Step_6_CalculatePrice", "{Price} {Currency}", 12.5m, "TON"));
        await AssertSameAsync(l => l.Step("A", "{Nothing}", null), l => l.Step("A", "{Nothing}", null));
        await AssertSameAsync(l => l.Step("{Odd}"), l => l.Step("{Odd}"));
        await AssertSameAsync(l => l.Step(" "), l => l.Step(" "));
    }

    [Fact]
    public async Task ALinkIsTheSameOnBothLoggers()
    {
        await AssertSameAsync(l => l.Link("ads", "ad", 87), l => l.Link("ads", "ad", 87));
        await AssertSameAsync(l => l.Link("ads", "ad", "a:b", "parent"), l => l.Link("ads", "ad", "a:b", "parent"));
        await AssertSameAsync(
            l => l.Link(ComponentLink.Parse("ads:ad:87")), l => l.Link(ComponentLink.Parse("ads:ad:87")));
        await AssertSameAsync(
            l => l.Link(ComponentLink.Parse("ads:ad:87"), "parent"), l => l.Link(ComponentLink.Parse("ads:ad:87"), "parent"));
        await AssertSameAsync(l => l.Link("a:b", "ad", 87), l => l.Link("a:b", "ad", 87));
    }

    [Fact]
    public async Task ATimedStepIsTheSameOnBothLoggers()
    {
        await AssertSameAsync(
            l => l.BeginStep("A", timeProvider: _clock).With("Price", 12.5m).With(" ", 1).Complete(),
            l => l.BeginStep("A", timeProvider: _clock).With("Price", 12.5m).With(" ", 1).Complete());
        await AssertSameAsync(
            l => l.BeginStep("A", timeProvider: _clock).Fail(new InvalidOperationException("no")),
            l => l.BeginStep("A", timeProvider: _clock).Fail(new InvalidOperationException("no")));
        await AssertSameAsync(
            l => l.BeginStep("A", timeProvider: _clock).Skip(), l => l.BeginStep("A", timeProvider: _clock).Skip());
        await AssertSameAsync(
            l => l.BeginStep("A", timeProvider: _clock).Dispose(), l => l.BeginStep("A", timeProvider: _clock).Dispose());
    }

    [Fact]
    public void ATimedStepTellsItsOutcomeAndItsDuration()
    {
        var store = new InMemoryDouble();
        LogToMicrosoft(store, logger =>
        {
            using (var step = logger.BeginStep("CreateAd_Step_6_CalculatePrice", timeProvider: _clock))
            {
                _clock.Advance(TimeSpan.FromMilliseconds(1_250.5));
                step.With("Price", 12.5m).Complete();
                step.Fail();
            }

            using (logger.BeginStep("CreateAd_Step_7_PaymentMethod", timeProvider: _clock))
            {
                _clock.Advance(TimeSpan.FromMilliseconds(40));
            }
        });

        Assert.Equal(
            [("CreateAd_Step_6_CalculatePrice", StepStatus.Completed, 1_250.5, """{"Price":12.5}"""),
             ("CreateAd_Step_7_PaymentMethod", StepStatus.Failed, 40, null)],
            store.Records.Select(r => (r.Name!, r.StepStatus, r.DurationMs!.Value, r.Metadata)));
    }

    [Fact]
    public void ATimedStepStaysInTheSequenceInWhichItBegan()
    {
        var store = new InMemoryDouble();
        using (var app = App(store))
        {
            var logger = app.GetRequiredService<ILogger<SequenceLoggerExtensionsTests>>();
            var sequences = app.GetRequiredService<SequenceLog>();
            var scope = sequences.Resume(Stored.Id);
            var step = logger.BeginStep("A");
            scope.Dispose();
            using (sequences.Resume(new SequenceId(2025, 7, 2)))
            {
                step.Complete();
            }
        }

        Assert.Equal(Stored.Id, Assert.Single(store.Records).Sequence);
    }

    private static async Task AssertSameAsync(Action<ILogger> microsoft, Action<SerilogLogger> serilog)
    {
        var ours = new InMemoryDouble();
        var theirs = new InMemoryDouble();

        var expected = Describe(theirs, await LogToSerilogAsync(theirs, serilog));

        Assert.NotEmpty(expected);
        Assert.Equal(expected, Describe(ours, LogToMicrosoft(ours, microsoft)));
    }

    private static string[] Describe(InMemoryDouble store, DeliveryCounts counts) =>
    [
        .. store.Records.Select(r => string.Join(
            " | ", r.Kind, r.StepStatus, r.Name, r.DurationMs, r.Component, r.EntityType, r.EntityId, r.LinkType, r.Message,
            r.Metadata, r.Error)),
        .. counts.RejectedBy.Select(r => $"{r.Value} rejected: {r.Key}"),
    ];

    private static DeliveryCounts LogToMicrosoft(ISequenceStore store, Action<ILogger> log)
    {
        using var app = App(store);
        var sequences = app.GetRequiredService<SequenceLog>();
        using (sequences.Resume(Stored.Id))
        {
            log(app.GetRequiredService<ILoggerFactory>().CreateLogger("AdBot"));
        }

        app.Dispose();
        return sequences.Delivery;
    }

    private static async Task<DeliveryCounts> LogToSerilogAsync(ISequenceStore store, Action<SerilogLogger> log)
    {
        await using var sequences = SequenceLog.Open(o => o.Use(store));
        await using var logger = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(sequences).CreateLogger();
        using (sequences.Resume(Stored.Id))
        {
            log(logger.ForContext("SourceContext", "AdBot"));
        }

        await sequences.DisposeAsync();
        return sequences.Delivery;
    }

    private static ServiceProvider App(ISequenceStore store) =>
        new ServiceCollection().AddSequenceLogging(o => o.Use(store)).BuildServiceProvider();

    private sealed class ClockInHand : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan by) => _now += by.Ticks;
    }
}
