namespace SequenceLogging.Samples.Tests;

public sealed class AdBotCommandLineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ASecondRunAddsItsSequences()
    {
        var store = _folder.File("sequences.db");
        Assert.Equal(0, (await AdBotRun.StartAsync("--store", store)).ExitCode);
        Assert.Equal(0, (await AdBotRun.StartAsync(new Dictionary<string, string> { ["SEQLOG_STORE"] = store })).ExitCode);

        await using var sequences = SequenceLog.Open(o => o.UseSqlite(store));
        var recent = await sequences.GetRecentSequencesAsync(cancellationToken: Token);
        Assert.Equal(8, recent.Count);
        Assert.Equal(4, recent.Count(s => s.Status == SequenceStatus.Completed));
        Assert.All(recent.Where(s => s.Status == SequenceStatus.Completed), s => Assert.Contains(s.StepCount, new[] { 21, 25 }));

        // Who left half-way came back with /start: the first journey is given up, the second one is where he left.
        var carla = await sequences.FindSequencesByUserAsync(120398554, cancellationToken: Token);
        Assert.Equal([SequenceStatus.Active, SequenceStatus.Abandoned], carla.Select(s => s.Status));
    }

    [Theory]
    [InlineData("--strore", "x.db")]
    [InlineData("--store")]
    [InlineData("--store", "--updates", "x.json")]
    [InlineData("--store", "postgres://localhost/sequences")]
    [InlineData("--help")]
    public async Task WhatIsNotUnderstoodIsAnsweredWithTheUsage(params string[] args)
    {
        var run = await AdBotRun.StartAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("AdBot [--store FILE] [--updates FILE]", run.Errors);
    }

    [Fact]
    public async Task ATokenInTheWrongFormIsRefusedAndNotShown()
    {
        var run = await AdBotRun.StartAsync(new Dictionary<string, string> { ["TELEGRAM_BOT_TOKEN"] = "my secret" });

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("TELEGRAM_BOT_TOKEN", run.Errors);
        Assert.DoesNotContain("secret", run.Errors + run.Output);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"ok\": true}")]
    [InlineData("[1, 2]")]
    public async Task ARecordingThatIsNoneIsNamed(string? content)
    {
        var recording = _folder.File("mine.json");
        if (content is not null)
        {
            await File.WriteAllTextAsync(recording, content, Token);
        }

        var run = await AdBotRun.StartAsync("--store", _folder.File("sequences.db"), "--updates", recording);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{recording} cannot be played: ", run.Errors);
    }

    [Fact]
    public async Task AnEmptyRecordingLeavesAnEmptyStore()
    {
        var recording = _folder.File("empty.json");
        await File.WriteAllTextAsync(recording, """{"ok": true, "result": []}""", Token);

        var run = await AdBotRun.StartAsync("--store", _folder.File("sequences.db"), "--updates", recording);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("No journey in ", run.Output);
    }

    [Fact]
    public async Task AStoreThatCannotBeOpenedIsNamed()
    {
        var run = await AdBotRun.StartAsync("--store", _folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(_folder.Path, run.Errors);
    }

    [Theory]
    [InlineData("SEQ_URL")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    public async Task AnAddressThatIsNoneIsNamed(string variable)
    {
        var run = await AdBotRun.StartAsync(new Dictionary<string, string> { [variable] = "localhost:5341" });

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{variable} is \"localhost:5341\"; write it as http://localhost:", run.Errors);
    }

    [Fact]
    public async Task ALogServerThatIsAwayCostsTheBotNothingButItsLog()
    {
        var environment = new Dictionary<string, string> { ["SEQ_URL"] = "http://127.0.0.1:9" };

        var run = await AdBotRun.StartAsync(environment, "--store", _folder.File("sequences.db"));

        Assert.Equal(0, run.ExitCode);
    }

    public void Dispose() => _folder.Dispose();
}
