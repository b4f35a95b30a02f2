using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SequenceLogging.Cli.Commands;
using Serilog;

namespace SequenceLogging.Cli.Tests;

/// <summary>A person asks one question after the other, and each is a process of its own.</summary>
public sealed class ColdStartTests : IDisposable
{
    /// <summary>From the start of the process to its end, with <c>SEQLOG_LANE=long</c>, on a machine with little else to do.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(150);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static bool IsLong => Environment.GetEnvironmentVariable("SEQLOG_LANE") == "long";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EachCommandIsMadeByItsName() =>
        Assert.All(SeqlogCommand.Known, command =>
        {
            var around = new Seqlog().Around;
            Assert.Equal(command.Name, command.Make(around, new SharedOptions()).Name);
            Assert.Equal(
                command.Name is "suggest" ? SeqlogCommand.Known.Length : 1,
                SeqlogCommand.For([command.Name, "--json"], around).Subcommands.Count);
        });

    [Theory]
    [InlineData]
    [InlineData("shwo")]
    [InlineData("--help")]
    [InlineData("--json", "show")]
    [InlineData("[suggest]", "show")]
    public void WhatDoesNotBeginWithACommandMayBeAnyOfThem(params string[] arguments) =>
        Assert.Equal(SeqlogCommand.Known.Length, SeqlogCommand.For(arguments, new Seqlog().Around).Subcommands.Count);

    [Fact]
    public async Task AJourneyIsShownSoonAfterTheStartOfTheProcess()
    {
        Assert.SkipUnless(IsLong, "It publishes seqlog first, as it is shipped: SEQLOG_LANE=long.");
        var (store, id) = (_folder.File("bot.db"), await LogAsync(_folder.File("bot.db")));
        var program = await PublishAsync();
        var took = new List<TimeSpan>();
        for (var time = 0; time < 25; time++)
        {
            var (taken, said) = await RunAsync(program, "show", id.ToString(), "--store", store);
            took.Add(taken);
            Assert.Contains("CreateAd_Step_1_Do", said, StringComparison.Ordinal);
        }

        var (median, load) = (took.Order().ElementAt(took.Count / 2), Load());
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seqlog show from a cold start: median {median.TotalMilliseconds:0} ms, fastest {took.Min().TotalMilliseconds:0} ms; load {load:0.0}"));

        // Where others have the processor, the fastest of many says what the program itself takes.
        Assert.InRange(load < Environment.ProcessorCount ? median : took.Min(), TimeSpan.Zero, Limit);
    }

    private static async Task<SequenceId> LogAsync(string store)
    {
        await using var sequences = SequenceLog.Open(o => o.UseSqlite(store));
        await using var logger = new LoggerConfiguration().WriteTo.Sequences(sequences).CreateLogger();
        using var scope = sequences.Begin(566158428, "ann", "en");
        for (var step = 1; step <= 12; step++)
        {
            logger.Information("{StepName}", $"CreateAd_Step_{step}_Do");
        }

        return scope.SequenceId;
    }

    private async Task<string> PublishAsync()
    {
        var output = _folder.File("published");
        var (_, said) = await RunAsync(
            "dotnet", "publish", ProjectPath(), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained",
            "-o", output, "-p:NuGetLockFilePath=" + _folder.File("lock.json"), "-p:RestoreLockedMode=false");
        Assert.True(Directory.Exists(output), said);
        return Path.Combine(output, "SequenceLogging.Cli");
    }

    private static async Task<(TimeSpan Took, string Said)> RunAsync(string program, params string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, said);
        return (Stopwatch.GetElapsedTime(start), said);
    }

    private static string ProjectPath([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "src", "SequenceLogging.Cli", "SequenceLogging.Cli.csproj");

    private static double Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : 0;
}
