using System.Text.Json;

namespace SequenceLogging.Seq.Tests.CommandLine;

public sealed class ShowInSeqTests : IDisposable
{
    private readonly SeqlogRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task TheJourneyAndEachFailedStepAreOneClickAway()
    {
        var id = await _run.LogAsync();

        Assert.Equal(0, await _run.RunAsync("show", id.ToString(), "--seq", "http://localhost:5341"));

        Assert.Contains($"  in Seq  http://localhost:5341/#/events?filter=SequenceId%20%3D%20%27{id}%27\n", _run.Out, StringComparison.Ordinal);
        Assert.Contains("✖ Payment_Step_1_Pay  http://localhost:5341/#/events?filter=", _run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("CalculatePrice  http", _run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheEnvironmentCanSayWhichSeq()
    {
        var id = await _run.LogAsync();
        _run.Variables["SEQ_URL"] = "https://seq.example.com/";

        await _run.RunAsync("show", id.ToString());

        Assert.Contains("https://seq.example.com/#/events?filter=", _run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutASeqNothingIsSaidOfIt()
    {
        var id = await _run.LogAsync();

        await _run.RunAsync("show", id.ToString());

        Assert.DoesNotContain("Seq ", _run.Out, StringComparison.Ordinal);
        await _run.RunAsync("show", id.ToString(), "--json");
        Assert.DoesNotContain("seqUrl", _run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AScriptGetsTheAddressesToo()
    {
        var id = await _run.LogAsync();

        await _run.RunAsync("show", id.ToString(), "--json", "--seq", "http://localhost:5341");

        using var json = JsonDocument.Parse(_run.Out);
        Assert.Equal(SeqLinks.OfSequence("http://localhost:5341", id).AbsoluteUri, json.RootElement.GetProperty("seqUrl").GetString());
        var steps = json.RootElement.GetProperty("steps");
        Assert.False(steps[0].TryGetProperty("seqUrl", out _));
        Assert.Contains("StepName", steps[1].GetProperty("seqUrl").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNoAddressIsRefused()
    {
        var id = await _run.LogAsync();

        Assert.Equal(2, await _run.RunAsync("show", id.ToString(), "--seq", "localhost"));
    }
}
