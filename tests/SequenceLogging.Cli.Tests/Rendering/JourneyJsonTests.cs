using System.Text.Json;

namespace SequenceLogging.Cli.Tests.Rendering;

/// <summary>The promised names stand in the promised order; what was added since comes behind them.</summary>
public class JourneyJsonTests
{
    private const string Header =
        "sequenceId, userId, username, language, status, currentStep, stepCount, createdAt, updatedAt, completedAt, metadata";

    private readonly Seqlog _seqlog = new();

    public JourneyJsonTests()
    {
        _seqlog.Reader.Journeys.Add(Samples.Ad());
        _seqlog.Reader.Statistics = Samples.Statistics();
    }

    [Fact]
    public async Task ShowHasThePromisedNames()
    {
        var journey = await AskAsync("show", "SEQ-2025-07-00001");

        Names(Header + ", steps, links; errors, statusChanges, losses, keys", journey);
        Names(
            "order, stepName, flow, component, status, timestamp, durationMs, message, metadata, error",
            journey.GetProperty("steps")[0]);
        Names("component, entityType, entityId, linkType, firstSeen, lastSeen, metadata", journey.GetProperty("links")[0]);
    }

    [Fact]
    public async Task ShowHasTheValues()
    {
        var journey = await AskAsync("show", "SEQ-2025-07-00001");

        Assert.Equal(566158428, journey.GetProperty("userId").GetInt64());
        Assert.Equal("completed", journey.GetProperty("status").GetString());
        Assert.Equal("2025-07-14T09:12:03.120000Z", journey.GetProperty("createdAt").GetString());
        Assert.Equal("tg", journey.GetProperty("metadata").GetProperty("source").GetString());
        var failed = journey.GetProperty("steps")[3];
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Equal("Payment", failed.GetProperty("flow").GetString());
        Assert.Equal(45_000, failed.GetProperty("durationMs").GetDouble());
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("metadata").ValueKind);
        Assert.StartsWith("System.TimeoutException: ", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("find")]
    [InlineData("user", "566158428")]
    public async Task FindAndUserAreArraysOfHeaders(params string[] arguments)
    {
        var found = await AskAsync(arguments);

        Assert.Equal(1, found.GetArrayLength());
        Names(Header, found[0]);
    }

    [Fact]
    public async Task StatsHasThePromisedNames()
    {
        var statistics = await AskAsync("stats");

        Names("sequences, steps, links, counters, components, delivery, recent", statistics);
        Names("total, active, completed, failed, abandoned, averageSteps, lastActivity", statistics.GetProperty("sequences"));
        Names("total, failed, names", statistics.GetProperty("steps"));
        Names("total", statistics.GetProperty("links"));
        Names("month, last", statistics.GetProperty("counters")[0]);
        Names(
            "component, totalSteps, completedSteps, failedSteps, successRate, p50Ms, p95Ms, p99Ms",
            statistics.GetProperty("components")[0]);
        Names(
            "emitted, stored, duplicate, rejected, dropped, pending; rejectedBy, droppedBy",
            statistics.GetProperty("delivery"));
        Names(Header, statistics.GetProperty("recent")[0]);
    }

    [Fact]
    public async Task TailHasTheNamesOfAStepBehindItsPlace()
    {
        _seqlog.Reader.Steps.Add(Samples.Stored(1));

        Names(
            "position, sequenceId, userId, "
                + "order, stepName, flow, component, status, timestamp, durationMs, message, metadata, error",
            await AskAsync("tail", "--since-start", "--no-follow"));
    }

    [Fact]
    public async Task LettersOfEveryScriptStayReadableAndTerminalsAreSafe()
    {
        _seqlog.Reader.Journeys[0] = Samples.Ad() with { Username = "Аня 支 <b>&'\u001b[2J\u202E" };

        await _seqlog.RunAsync("show", "SEQ-2025-07-00001", "--json");

        Assert.Contains(@"""username"": ""Аня 支 <b>&'\u001B[2J\u202E""", _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MetadataThatIsNoJsonIsAText()
    {
        _seqlog.Reader.Journeys[0] = Samples.Ad() with { Metadata = "edited {by hand" };

        Assert.Equal("edited {by hand", (await AskAsync("show", "SEQ-2025-07-00001")).GetProperty("metadata").GetString());
        await _seqlog.RunAsync("show", "SEQ-2025-07-00001");
        Assert.Contains("with   edited {by hand", _seqlog.Out, StringComparison.Ordinal);
    }

    private async Task<JsonElement> AskAsync(params string[] arguments)
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync([.. arguments, "--json"]));
        Assert.Empty(_seqlog.Error);
        return JsonDocument.Parse(_seqlog.Out).RootElement;
    }

    private static void Names(string expected, JsonElement actual) =>
        Assert.Equal(expected.Replace(';', ','), string.Join(", ", actual.EnumerateObject().Select(p => p.Name)));
}
