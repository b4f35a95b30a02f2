using System.Text.Json;

namespace SequenceLogging.Cli.Tests.Commands;

/// <summary>The commands that say how journeys fare: components, failed, stuck, compare, health.</summary>
public sealed class InsightCommandTests : IAsyncLifetime
{
    private readonly Seqlog _seqlog = new();
    private readonly LoggedStore _store = new(Samples.Now.AddDays(-10));
    private SequenceId _failed, _stuck, _well;

    public async ValueTask InitializeAsync()
    {
        for (var day = 0; day < 10; day++)
        {
            for (var i = 0; i < 10; i++)
            {
                _well = _store.Journey(day, SequenceStatus.Completed, ("Ad_Step_1_Write", 1), ("Pay_Step_1_Ask", 30), ("Pay_Step_2_Paid", 60));
            }

            _store.Clock.Set(Samples.Now.AddDays(day - 9).AddHours(-4));
        }

        _failed = _store.Journey(77, null, ("Ad_Step_1_Write", 1), ("Pay_Step_1_Ask!", 2));
        _stuck = _store.Journey(78, null, ("Ad_Step_1_Write", 1), ("Pay_Step_1_Ask", 2));
        await _store.FlushAsync();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task ComponentsShowSuccessDurationsAndErrors()
    {
        Assert.Equal(ExitCode.Ok, await RunAsync("components"));

        var lines = _seqlog.Out.Split('\n');
        Assert.Matches(@"^component +steps +failed +success +p50 +p95 +p99$", lines[0]);
        Assert.Matches(@"^Pay +202 +1 +99\.5 % +12 ms", lines[1]);
        Assert.Matches(@"^Ad +102 +0 +100 % ", lines[2]);
        Assert.Matches(@"^1  System\.TimeoutException +Pay_Step_1_Ask +1 +1 +3 h ago +3 h ago$", lines[5]);
    }

    [Fact]
    public async Task OneComponentShowsItsStepsAndDays()
    {
        Assert.Equal(ExitCode.Ok, await RunAsync("components", "Pay", "--days", "5"));

        Assert.Matches("(?m)^Pay_Step_2_Paid +[0-9]+ +0 +100 % ", _seqlog.Out);
        Assert.Equal(5, _seqlog.Out.Split('\n').Count(l => l.StartsWith("2025-07-1", StringComparison.Ordinal)));
        Assert.Matches($@"(?m)^3 h ago  {_failed}  Pay_Step_1_Ask  System\.TimeoutException: no answer in 30 s$", _seqlog.Out);

        Assert.Equal(ExitCode.Ok, await RunAsync("components", "Pay", "--step", "Pay_Step_2_Paid"));
        Assert.DoesNotContain("Timeout", _seqlog.Out, StringComparison.Ordinal);
        Assert.Matches("(?m)^Pay_Step_2_Paid +100 +0 +100 % ", _seqlog.Out);
        Assert.Equal(ExitCode.NotFound, await RunAsync("components", "Pai"));
        Assert.Contains("There are Pay, Ad.", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGroupOfErrorsOpensIntoItsSequences()
    {
        Assert.Equal(ExitCode.Ok, await RunAsync("components", "--open", "1", "--json"));
        Assert.Equal([_failed.ToString()], Ids("sequenceId"));

        Assert.Equal(ExitCode.NotFound, await RunAsync("components", "--open", "2"));
        Assert.Contains("there is no group of errors 2; there are 1", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComponentsOfEarlierDaysAreAskedForByTheLastOfThem()
    {
        Assert.Equal(ExitCode.Ok, await RunAsync("components", "--until", "2025-07-10", "--days", "2"));
        Assert.Matches("(?m)^Pay +40 +0 +100 % ", _seqlog.Out);
        await RunAsync("components", "--until", "2024-01-01");
        Assert.Equal("no step from 2023-12-03 to 2024-01-01. Ask for more --days, or --until an earlier one.\n", _seqlog.Out);
    }

    [Theory]
    [InlineData("flow", "--format", "svgg", "\"svgg\" is no format of a drawing. Did you mean 'svg'? Write text, mermaid, dot, svg or json.")]
    [InlineData("funnel Pay_Step_1_Ask", "--mode", "x", "\"x\" is no mode of a funnel. Write ordered, strict or any.")]
    public async Task AWordThatIsNotThereIsNamedWithThoseThatAre(string command, string option, string word, string message)
    {
        Assert.Equal(ExitCode.Usage, await RunAsync([.. command.Split(' '), option, word]));
        Assert.Contains(message, _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComponentsForScriptsAddUp()
    {
        await RunAsync("components", "--json");

        var components = JsonDocument.Parse(_seqlog.Out).RootElement.GetProperty("components");
        Assert.Equal(2, components.GetArrayLength());
        Assert.All(components.EnumerateArray(), c => Assert.Equal(
            c.GetProperty("figures").GetProperty("totalSteps").GetInt64(),
            c.GetProperty("days").EnumerateArray().Sum(d => d.GetProperty("figures").GetProperty("totalSteps").GetInt64())));

        await RunAsync("components", "--csv");
        Assert.Equal(1 + 3, _seqlog.Out.TrimEnd().Split("\r\n").Length);
        Assert.Contains("\r\nPay,Pay_Step_1_Ask,102,101,1,0.99", _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailedSaysWhy()
    {
        Assert.Equal(ExitCode.Ok, await RunAsync("failed"));
        Assert.Matches($@"^{_failed}  3 h ago  ✖ Pay_Step_1_Ask  Pay  77\n +System\.TimeoutException: no answer in 30 s\n$", _seqlog.Out);

        await RunAsync("failed", "--json");
        var failed = Assert.Single(JsonDocument.Parse(_seqlog.Out).RootElement.EnumerateArray());
        Assert.Equal(
            ("Pay_Step_1_Ask", "System.TimeoutException"),
            (failed.GetProperty("step").GetString(), failed.GetProperty("type").GetString()));

        Assert.Equal(ExitCode.Ok, await RunAsync("failed", "--user", "1"));
        Assert.StartsWith("✔ no failed sequence in ", _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StuckSaysWhatForAndHowLongOthersTook()
    {
        Assert.Equal(ExitCode.Ok, await RunAsync("stuck"));
        Assert.Matches(
            $@"^{_stuck}  3 h 59 min  ● Pay_Step_1_Ask  78\n +waiting for Pay_Step_2_Paid for 3 h 59 min; 100 % of 100 earlier ones took under ",
            _seqlog.Out);

        await RunAsync("stuck", "--json");
        var stuck = Assert.Single(JsonDocument.Parse(_seqlog.Out).RootElement.EnumerateArray());
        Assert.Equal(
            ["sequenceId", "currentStep", "waitingFor", "waitedSeconds", "usualP95Seconds", "sample", "message"],
            stuck.EnumerateObject().Select(p => p.Name));

        await RunAsync("stuck", "--least", "5h");
        Assert.StartsWith("✔ nothing is stuck in ", _seqlog.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await RunAsync("stuck", "--factor", "0"));
        Assert.Contains("Factor is 0; it must be from 1 to 1,000.", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompareNamesTheFirstDifference()
    {
        Assert.Equal(ExitCode.Ok, await RunAsync("compare", _failed.ToString()));
        Assert.StartsWith(
            "≠ Pay_Step_1_Ask was failed here and completed there: System.TimeoutException: no answer in 30 s\n", _seqlog.Out, StringComparison.Ordinal);
        Assert.Contains("compared with the 20 completed ones that are most like it", _seqlog.Out, StringComparison.Ordinal);

        await RunAsync("compare", _stuck.ToString(), _well.ToString(), "--json");
        var answer = JsonDocument.Parse(_seqlog.Out).RootElement;
        Assert.Equal("the other went on with Pay_Step_2_Paid; this one did not", answer.GetProperty("first").GetProperty("message").GetString());
        Assert.Equal(_well.ToString(), answer.GetProperty("other").GetString());
    }

    [Fact]
    public async Task CompareWithNothingSaysWhatToDo()
    {
        Assert.Equal(ExitCode.NotFound, await RunAsync("compare", "SEQ-2020-01-00001"));
        Assert.Contains("There is no sequence SEQ-2020-01-00001", _seqlog.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await RunAsync("compare", _failed.ToString(), "x"));
        Assert.Contains("\"x\" is not a sequence id. Write it as SEQ-2025-07-00001.", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthSaysWhatIsStuck()
    {
        Assert.Equal(ExitCode.Ok, await RunAsync("health"));
        Assert.StartsWith("! 1 journey is stuck; ", _seqlog.Out, StringComparison.Ordinal);
        Assert.Matches($"(?m)^✖  stuck {_stuck} is stuck: waiting for Pay_Step_2_Paid", _seqlog.Out);

        Assert.Equal(ExitCode.Failure, await RunAsync("health", "--exit-code", "--json"));
        var answer = JsonDocument.Parse(_seqlog.Out).RootElement;
        Assert.False(answer.GetProperty("healthy").GetBoolean());
        Assert.Equal("stuck", answer.GetProperty("findings")[0].GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public async Task NoLineIsWiderThanTheTerminal(int width)
    {
        _seqlog.OnTerminal(width).Variables["NO_COLOR"] = "1";
        foreach (var command in new[] { "components", "failed", "stuck", "health" })
        {
            await RunAsync(command);
            Assert.All(_seqlog.Out.Split('\n'), line => Assert.InRange(SequenceLogging.Reporting.Lines.Cells.WidthOf(line), 0, width));
        }
    }

    private Task<int> RunAsync(params string[] arguments) => _seqlog.RunAsync([.. arguments, "--store", _store.Uri]);

    private IEnumerable<string?> Ids(string name) =>
        JsonDocument.Parse(_seqlog.Out).RootElement.EnumerateArray().Select(s => s.GetProperty(name).GetString());
}
