using System.Diagnostics;
using AdBot.Telemetry;
using Serilog;

namespace SequenceLogging.Samples.Tests.Otlp;

public sealed class OtlpTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LogServer _server = new();

    private IReadOnlyList<OtlpLogRecord> Records => [.. _server.Requests.SelectMany(r => OtlpLogRecord.Read(r.Body))];

#if !PUBLIC_FEED
    [Fact]
    public async Task TheBotSendsItsJourneysToSeqByOtlp()
    {
        var environment = new Dictionary<string, string> { ["SEQ_URL"] = _server.Url + "/", ["SEQ_API_KEY"] = "a key with = in it" };

        var run = await AdBotRun.StartAsync(environment, "--store", _folder.File("sequences.db"));

        Assert.Equal(0, run.ExitCode);
        Assert.All(_server.Requests, r => Assert.Equal(
            ("/ingest/otlp/v1/logs", "application/x-protobuf", "a key with = in it"), (r.Path, r.ContentType, r.ApiKey)));
        await AssertEachStepCameOnceAsync();
    }
#endif

    [Fact]
    public async Task AnyOtherBackendGetsTheSame()
    {
        var environment = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _server.Url };

        var run = await AdBotRun.StartAsync(environment, "--store", _folder.File("sequences.db"));

        Assert.Equal(0, run.ExitCode);
        Assert.All(_server.Requests, r => Assert.Equal(("/v1/logs", null), (r.Path, r.ApiKey)));
        await AssertEachStepCameOnceAsync();
        AssertEachEndedJourneyIsSummedUp();
    }

    [Fact]
    public void ValuesKeepTheirTypesAndEventsTheirTimeLevelAndTrace()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        using (var logger = new LoggerConfiguration().WriteTo.Sink(new OtlpSink(new Uri(_server.Url + "/v1/logs"), null)).CreateLogger())
        {
            logger.Warning(
                new TimeoutException("late"),
                "{StepName} {Price} {Flag} {@Flows} {Links}",
                "A_Step_1", 12.5m, true, new { CreateAd = 1.5, Deep = new { Er = 2 } }, new object[] { "ads:ad:87", 3 });
            logger.Information("{Price:0.00} in {Took}", 1, "3 s");
        }

        var (first, second) = (Records[0], Records[1]);
        Assert.Equal("Warning", first.Severity);
        Assert.Equal((activity.TraceId.ToString(), activity.SpanId.ToString()), (first.TraceId, first.SpanId));
        Assert.Equal(("A_Step_1", 12.5, true), (first.Attributes["StepName"], first.Attributes["Price"], first.Attributes["Flag"]));
        var flows = Assert.IsType<Dictionary<string, object?>>(first.Attributes["Flows"]);
        Assert.Equal(1.5, flows["CreateAd"]);
        Assert.Equal(2L, Assert.IsType<Dictionary<string, object?>>(flows["Deep"])["Er"]);
        Assert.Equal(["ads:ad:87", 3L], Assert.IsType<object?[]>(first.Attributes["Links"]));
        Assert.Equal("{StepName} {Price} {Flag} {@Flows} {Links}", first.Attributes["message_template.text"]);
        Assert.Contains("TimeoutException", (string)first.Attributes["exception.stacktrace"]!);
        Assert.Equal("1.00 in 3 s", second.Body);
        Assert.DoesNotContain("message_template.text", second.Attributes.Keys);
        Assert.InRange(DateTimeOffset.UtcNow - first.At, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    private async Task AssertEachStepCameOnceAsync()
    {
        await using var sequences = SequenceLog.Open(o => o.UseSqlite(_folder.File("sequences.db")));
        var expected = new List<(string, string, DateTimeOffset)>();
        foreach (var header in await sequences.GetRecentSequencesAsync())
        {
            var journey = await sequences.GetSequenceDetailsAsync(header.SequenceId);
            expected.AddRange(journey!.Steps.Select(s => (header.SequenceId.ToString(), s.StepName.Value, Microseconds(s.Timestamp))));
        }

        Assert.NotEmpty(expected);
        Assert.Equal(
            expected.Order(),
            Records.Where(r => r.Attributes.ContainsKey("StepName"))
                .Select(r => ((string)r.Attributes["SequenceId"]!, (string)r.Attributes["StepName"]!, Microseconds(r.At)))
                .Order());
    }

    private void AssertEachEndedJourneyIsSummedUp()
    {
        var summaries = Records.Where(r => r.Attributes.GetValueOrDefault("EventKind") as string == "SequenceSummary").ToArray();
        Assert.Equal(["abandoned", "completed", "completed"], summaries.Select(s => (string)s.Attributes["Outcome"]!).Order());
        Assert.All(summaries, s =>
        {
            Assert.StartsWith("SEQ-", (string)s.Attributes["SequenceId"]!);
            Assert.IsType<Dictionary<string, object?>>(s.Attributes["Flows"]);
            Assert.IsType<double>(s.Attributes["DurationMs"]);
        });
        var long25 = Assert.Single(summaries, s => s.Attributes["StepCount"] is 25L);
        Assert.Contains("payments:ton_payment:TE5768", Assert.IsType<object?[]>(long25.Attributes["Links"]));
    }

    private static DateTimeOffset Microseconds(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % 10), TimeSpan.Zero);
}
