using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SequenceLogging.Testing.Tests;

/// <summary>The code of docs/testing.md, as it stands there, and what sees to it.</summary>
public sealed partial class DocumentedTests
{
    [Fact]
    public async Task AJourneyInThreeLines()
    {
        await using var journeys = TestSequences.Start();

        await new Shop(journeys.Log, journeys.Logger).SellAsync("ann", 12.5m);

        (await journeys.SingleAsync())
            .ShouldHaveSteps("CreateAd_Step_6_CalculatePrice", "Payment_Step_1_ProcessTON")
            .ShouldHaveLink("payments:ton_payment:TE5768")
            .ShouldBe(SequenceStatus.Completed);
    }

    [Fact]
    public async Task AClockThatTheTestMoves()
    {
        await using var journeys = TestSequences.Start(at: new DateTimeOffset(2025, 7, 31, 23, 59, 0, TimeSpan.Zero));
        using (journeys.Log.Begin("ann"))
        {
            journeys.Logger.Information("{StepName}", "Before");
            journeys.Clock!.Advance(TimeSpan.FromHours(1));
            journeys.Logger.Information("{StepName}", "After");
        }

        var journey = await journeys.SingleAsync();
        Assert.Equal("SEQ-2025-07-00001", journey.SequenceId.ToString());
        Assert.Equal(TimeSpan.FromHours(1), journey.Steps[1].Timestamp - journey.Steps[0].Timestamp);
    }

    [Fact]
    public async Task AWholeHost()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSequenceLogging(o => o.UseInMemory());
        using var host = builder.Build();
        await host.StartAsync();

        var log = host.Services.GetRequiredService<SequenceLog>();
        using (log.Begin("ann"))
        {
            host.Services.GetRequiredService<ILogger<Shop>>().LogInformation("{StepName} for {Price}", "Sell", 12.5m);
        }

        await using var journeys = TestSequences.Over(log);
        (await journeys.OfAsync("ann")).ShouldHaveMetadata("Sell", "Price", 12.5m).ShouldHaveNoErrors();
    }

    [Theory]
    [InlineData("docs/testing.md")]
    [InlineData("docs/writing-a-store.md")]
    public void WhatThePageShowsIsCodeOfATest(string page)
    {
        var root = RepositoryRoot();
        var sources = new[] { "src/SequenceLogging.Testing", "tests/SequenceLogging.Testing.Tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(File.ReadLines).Select(line => line.Trim()).ToHashSet(StringComparer.Ordinal);

        var lines = CodeBlock().Matches(File.ReadAllText(Path.Combine(root, page)))
            .SelectMany(block => block.Groups["code"].Value.Split('\n')).Select(line => line.Trim()).Where(line => line.Length > 0).ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(line, sources));
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SequenceLogging.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"There is no SequenceLogging.sln above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
