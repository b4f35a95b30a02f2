#if PUBLIC_FEED
using System.Text;
using System.Text.Json;

namespace SequenceLogging.Samples.Tests;

/// <summary>The real Serilog.Sinks.Seq, against a server on the loopback.</summary>
public sealed class SeqSinkTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LogServer _server = new();

    [Fact]
    public async Task TheBotsJourneysComeAsCompactJson()
    {
        var environment = new Dictionary<string, string> { ["SEQ_URL"] = _server.Url, ["SEQ_API_KEY"] = "a-key" };

        var run = await AdBotRun.StartAsync(environment, "--store", _folder.File("sequences.db"));

        Assert.Equal(0, run.ExitCode);
        Assert.All(_server.Requests, r => Assert.Equal("a-key", r.ApiKey));
        Assert.All(_server.Requests, r => Assert.StartsWith("application/vnd.serilog.clef", r.ContentType));
        var events = _server.Requests
            .SelectMany(r => Encoding.UTF8.GetString(r.Body).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToArray();

        await using var sequences = SequenceLog.Open(o => o.UseSqlite(_folder.File("sequences.db")));
        var stored = new List<string>();
        foreach (var header in await sequences.GetRecentSequencesAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            var journey = await sequences.GetSequenceDetailsAsync(header.SequenceId, TestContext.Current.CancellationToken);
            stored.AddRange(journey!.Steps.Select(s => $"{header.SequenceId}:{s.StepName}"));
        }

        var steps = events.Where(e => e.TryGetProperty("StepName", out _)).ToArray();
        Assert.Equal(stored.Order(), steps.Select(e => $"{e.GetProperty("SequenceId")}:{e.GetProperty("StepName")}").Order());
        Assert.All(steps, e => Assert.True(e.TryGetProperty("@t", out _) && e.TryGetProperty("@mt", out _)));
        var summaries = events.Where(e => e.TryGetProperty("EventKind", out _)).ToArray();
        Assert.Equal(["abandoned", "completed", "completed"], summaries.Select(e => e.GetProperty("Outcome").GetString()).Order());
        Assert.All(summaries, e => Assert.Equal(
            (JsonValueKind.Object, JsonValueKind.Array, JsonValueKind.Number),
            (e.GetProperty("Flows").ValueKind, e.GetProperty("Links").ValueKind, e.GetProperty("DurationMs").ValueKind)));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{_server.Requests.Count} requests, {events.Length} events, {steps.Length} steps, {summaries.Length} summaries; "
            + $"path {_server.Requests.First().Path}; with an id {events.Count(e => e.TryGetProperty("SequenceId", out _))}");
        TestContext.Current.TestOutputHelper!.WriteLine(summaries[0].ToString());
        TestContext.Current.TestOutputHelper!.WriteLine(steps[5].ToString());
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }
}
#endif
