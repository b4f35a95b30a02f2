using Serilog;

namespace SequenceLogging.Browser.Tests.Hostile;

/// <summary>A store with a journey for each payload, which is in every field of it.</summary>
internal static class HostileStore
{
    /// <summary>Logs them all, as an application would that believes its users.</summary>
    /// <returns>The journeys, each with its payload.</returns>
    public static async Task<IReadOnlyList<(SequenceId Id, string Payload)>> FillAsync(SequenceLog sequences)
    {
        var journeys = new List<(SequenceId, string)>();
        await using var logger = new LoggerConfiguration()
            .MinimumLevel.Verbose().Enrich.WithSequence().WriteTo.Sequences(sequences).CreateLogger();
        foreach (var payload in Payloads.All)
        {
            journeys.Add((Log(sequences, logger, payload), payload));
        }

        var flushed = await sequences.FlushAsync(TimeSpan.FromMinutes(1));
        Assert.True(flushed.IsComplete);
        return journeys;
    }

    private static SequenceId Log(SequenceLog sequences, ILogger logger, string payload)
    {
        var metadata = new Dictionary<string, object?> { ["payload"] = payload, [payload.Length == 0 ? "-" : payload] = "as a name" };
        using var scope = sequences.Begin(UserOf(payload), payload, payload, metadata);
        logger.Information("{StepName} of {Payload} by {Component}", StepOf("Hostile_Step_1_", payload), payload, payload);
        logger.Information("{StepName}", payload); // a name like any other, or rejected with its reason
        logger.ForContext("Component", payload).ForContext("DurationMs", 12.5).ForContext(NameOf(payload), payload)
            .Warning("{StepName} " + payload.Replace("{", "{{").Replace("}", "}}"), "Hostile_Step_2_Template");
        logger.Information("{LinkComponent} {LinkType}", $"payments:{payload}:{payload}", payload);
        logger.Information("{LinkComponent}", "payments:payment:" + payload);
        logger.Information("{LinkComponent}", payload + ":ad:87");
        logger.Error(new InvalidOperationException(payload), "{StepName} failed: {Reason}", "Hostile_Step_3_Fails", payload);
        logger.Error(new FormatException(payload), "between steps: {Reason}", payload);
        logger.Information("{StepName} {@Nested}", "Hostile_Step_4_Nested", new { payload, list = new[] { payload, payload }, deep = new { payload } });
        sequences.Fail(scope.SequenceId, payload);
        return scope.SequenceId;
    }

    private static UserId UserOf(string payload) =>
        string.IsNullOrWhiteSpace(payload) ? new UserId("-") : new UserId(payload.Length > 100 ? payload[..100] : payload);

    private static string StepOf(string start, string payload) => start + (payload.Length > 60 ? payload[..60] : payload);

    private static string NameOf(string payload) => string.IsNullOrWhiteSpace(payload) ? "Blank" : payload;
}
