using System.Text.Json;
using SequenceLogging.Seq.Tests.Loopback;

namespace SequenceLogging.Seq.Tests.CommandLine;

public sealed class SeqPushCommandTests : IDisposable
{
    private readonly SeqlogRun _run = new();
    private readonly IngestionServer _server = new();

    public SeqPushCommandTests() => _run.Variables["SEQ_API_KEY"] = IngestionServer.Key;

    public void Dispose()
    {
        _run.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task WhatWasPushedIsTold()
    {
        await _run.LogAsync();

        var code = await _run.RunAsync("seq", "push", "--url", _server.Url);

        Assert.Equal(0, code);
        Assert.Equal(5, _server.Events.Count); // two steps, a link, the end, the summary
        Assert.StartsWith("✔ 5 events, ", _run.Out, StringComparison.Ordinal);
        Assert.Equal("", _run.Error); // no progress where nobody watches
    }

    [Fact]
    public async Task PushedAgainThereIsNothingNew()
    {
        await _run.LogAsync();
        _run.Variables["SEQ_URL"] = _server.Url;
        await _run.RunAsync("seq", "push");

        await _run.RunAsync("seq", "push");

        Assert.Contains("nothing new", _run.Out, StringComparison.Ordinal);
        Assert.Empty(_server.Repeated);
    }

    [Fact]
    public async Task TheStateStandsBesideTheStoreUnderTheServersName()
    {
        await _run.LogAsync();

        await _run.RunAsync("seq", "push", "--url", _server.Url);

        var name = "sequences.db.seq-127.0.0.1-" + new Uri(_server.Url).Port;
        Assert.Contains(name, _run.Files);
        Assert.Contains(name + ".events", _run.Files);
    }

    [Fact]
    public async Task WhoWatchesIsToldHowFarItIs()
    {
        await _run.LogAsync();
        _run.IsWatched = true;

        await _run.RunAsync("seq", "push", "--url", _server.Url);

        Assert.Contains("events pushed", _run.Error, StringComparison.Ordinal);
        Assert.EndsWith("\r\u001b[K", _run.Error, StringComparison.Ordinal); // and it is taken away again
    }

    [Fact]
    public async Task AScriptGetsNumbers()
    {
        await _run.LogAsync();

        await _run.RunAsync("seq", "push", "--url", _server.Url, "--json");

        using var json = JsonDocument.Parse(_run.Out);
        Assert.Equal(5, json.RootElement.GetProperty("events").GetInt32());
        Assert.Equal(_server.Url, json.RootElement.GetProperty("server").GetString());
    }

    [Fact]
    public async Task ARefusedEventIsNamedAndTheExitCodeTells()
    {
        using var server = new IngestionServer { Refuses = line => line.Contains("CalculatePrice\",\"StepStatus", StringComparison.Ordinal) };
        var id = await _run.LogAsync();

        var code = await _run.RunAsync("seq", "push", "--url", server.Url);

        Assert.Equal(1, code);
        Assert.Contains($"{id}:1", _run.Error, StringComparison.Ordinal);
        Assert.Contains(".refused", _run.Error, StringComparison.Ordinal);
        Assert.Contains("1 set aside", _run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AKeyThatIsNotKnownEndsItWithWhatToDoAndIsNowhereShown()
    {
        await _run.LogAsync();
        const string Wrong = "wr0ng-k3y";

        var code = await _run.RunAsync("seq", "push", "--url", _server.Url, "--api-key", Wrong);

        Assert.Equal(1, code);
        Assert.Contains("permission Ingest", _run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, _run.Error + _run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheHelpDoesNotShowTheKey()
    {
        await _run.RunAsync("seq", "push", "--help");

        Assert.Contains("$SEQ_API_KEY", _run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(IngestionServer.Key, _run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAServerTheUsageIsSaid()
    {
        await _run.LogAsync();

        Assert.Equal(2, await _run.RunAsync("seq", "push"));
        Assert.Contains("--url http://localhost:5341", _run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--since", "yesterday")]
    [InlineData("--batch-bytes", "11000000")]
    [InlineData("--batch-events", "0")]
    [InlineData("--sequence", "SEQ-1")]
    [InlineData("--url", "localhost")]
    public async Task WhatMakesNoSenseIsRefusedWithWhatDoes(string option, string value)
    {
        await _run.LogAsync();

        Assert.Equal(2, await _run.RunAsync("seq", "push", "--url", _server.Url, option, value));
        Assert.NotEqual("", _run.Error);
        Assert.Empty(_server.Events);
    }

    [Fact]
    public async Task AJourneyThatIsNotThereIsNotFound()
    {
        await _run.LogAsync();

        Assert.Equal(3, await _run.RunAsync("seq", "push", "--url", _server.Url, "--sequence", "SEQ-2001-01-00001"));
        Assert.Contains("there is no sequence SEQ-2001-01-00001", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerThatIsAwayIsToldWhileItIsWaitedForAndAtTheEnd()
    {
        await _run.LogAsync();
        var url = _server.Url;
        _server.Dispose();

        Assert.Equal(1, await _run.RunAsync("seq", "push", "--url", url, "--retry-for", "0"));
        Assert.Contains("push again later", _run.Error, StringComparison.Ordinal);
    }
}
