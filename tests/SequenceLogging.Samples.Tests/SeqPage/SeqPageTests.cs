using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Core;

namespace SequenceLogging.Samples.Tests.SeqPage;

/// <summary>What <c>docs/seq.md</c> says, as far as it can be tried here.</summary>
public sealed partial class SeqPageTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LogServer _server = new();

    public static TheoryData<string> Queries => [.. SeqPage.Blocks("seq")];

    public static TheoryData<string> Snippets => [.. SeqPage.Blocks("csharp")];

    [Theory]
    [MemberData(nameof(Queries))]
    public void EachQueryFollowsTheGrammar(string query) => SeqQueryParser.Check(query);

    [Theory]
    [InlineData("select count(*) as n from stream where a == 1")]
    [InlineData("select count(*) as n from stream group by time(1h)")]
    [InlineData("select count(*) as n from stream group by StepName order by count desc")]
    [InlineData("select StepName form stream")]
    [InlineData("select Nonsense(StepName) from stream")]
    [InlineData("StepName like \"Payment%\"")]
    [InlineData("StepName = 'Payment' and")]
    [InlineData("EventKind in ('a', 'b'")]
    public void WhatDoesNotFollowItIsRefused(string query) => Assert.ThrowsAny<FormatException>(() => SeqQueryParser.Check(query));

    [Theory]
    [MemberData(nameof(Snippets))]
    public void EachSnippetIsCodeThatIsCompiled(string snippet) =>
        Assert.Contains(Squeeze(snippet), Squeeze(File.ReadAllText(
            Path.Combine(SeqPage.Root, "tests", "SequenceLogging.Samples.Tests", "SeqPage", "Snippets.cs"))));

    [Fact]
    public async Task TheSettingsBindAndTheirStepsAreStored()
    {
        using (var logger = LoggerOf(SeqPage.Blocks("json").Single()))
        {
            logger.Information("{StepName} of {SequenceId}", "A_Step_1", "SEQ-2025-07-00001");
        }

        await using var sequences = SequenceLog.Open(o => o.UseSqlite(_folder.File("sequences.db")));
        Assert.NotNull(await sequences.GetSequenceDetailsAsync(SequenceId.Parse("SEQ-2025-07-00001"), TestContext.Current.CancellationToken));
#if PUBLIC_FEED
        var request = Assert.Single(_server.Requests);
        Assert.Null(request.ApiKey);
        Assert.Contains("\"StepName\":\"A_Step_1\"", System.Text.Encoding.UTF8.GetString(request.Body));
#endif
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    private static string Squeeze(string code) => Space().Replace(code, " ").Trim();

    private Logger LoggerOf(string settings)
    {
        settings = settings
            .Replace("sequences.db", _folder.File("sequences.db").Replace("\\", "\\\\"))
            .Replace("http://localhost:5341", _server.Url);
#if !PUBLIC_FEED
        // The package is not there to be loaded; that it is named right is for the build that has it.
        settings = settings.Replace(", \"Serilog.Sinks.Seq\"", "");
#endif
        var file = _folder.File("appsettings.json");
        File.WriteAllText(file, settings);
        return new LoggerConfiguration()
            .ReadFrom.Configuration(new ConfigurationBuilder().AddJsonFile(file).Build())
            .CreateLogger();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
