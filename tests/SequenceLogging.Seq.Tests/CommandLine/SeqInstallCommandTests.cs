using SequenceLogging.Seq.Tests.Loopback;

namespace SequenceLogging.Seq.Tests.CommandLine;

public sealed class SeqInstallCommandTests : IDisposable
{
    private readonly SeqlogRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task WhatWasInstalledIsToldPartByPart()
    {
        using var server = new SeqApiServer();
        string[] install = ["seq", "install", "--url", server.Url, "--api-key", SeqApiServer.Key];

        Assert.Equal(0, await _run.RunAsync(install));
        Assert.Contains("created", _run.Out, StringComparison.Ordinal);
        Assert.Contains("Journey failure rate", _run.Out, StringComparison.Ordinal);
        Assert.Equal(0, await _run.RunAsync(install));
        Assert.DoesNotContain("created", _run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(SeqApiServer.Key, _run.Out + _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AScriptGetsTheSame()
    {
        using var server = new SeqApiServer();

        await _run.RunAsync("seq", "install", "--url", server.Url, "--api-key", SeqApiServer.Key, "--json");

        Assert.Contains("\"outcome\": \"created\"", _run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheTemplatesGoIntoAFolder()
    {
        Assert.Equal(0, await _run.RunAsync("seq", "install", "--to", _run.PathOf("templates")));

        Assert.Contains("dashboard-journeys.template", _run.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(_run.PathOf("templates/dashboard-journeys.template")));
    }

    [Fact]
    public async Task AKeyThatMayNotIsSaid()
    {
        using var server = new SeqApiServer();

        Assert.Equal(1, await _run.RunAsync("seq", "install", "--url", server.Url));
        Assert.Contains("SEQ_API_KEY", _run.Error, StringComparison.Ordinal);
    }
}
