using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SequenceLogging.AspNetCore.Scopes;
using SequenceLogging.Context;

namespace SequenceLogging.AspNetCore.Tests.Scopes;

/// <summary>The code of <c>docs/aspnetcore.md</c>, and of the README's section, is this code.</summary>
public partial class DocumentedTests
{
    [Theory]
    [InlineData("docs/aspnetcore.md", "UseAuthentication")]
    [InlineData("README.md", "MapSequenceDashboard")]
    public void WhatIsShownIsCompiled(string page, string about)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "SequenceLogging.sln")))
        {
            root = root.Parent!;
        }

        var block = Assert.Single(
            Block().Matches(File.ReadAllText(Path.Combine(root.FullName, page))), b => b.Value.Contains(about, StringComparison.Ordinal));
        var source = File.ReadAllText(
            Path.Combine(root.FullName, "tests", "SequenceLogging.AspNetCore.Tests", "Scopes", $"{nameof(DocumentedTests)}.cs"));
        Assert.Contains(Squeeze(block.Groups["code"].Value), Squeeze(source), StringComparison.Ordinal);
    }

    internal static void Page(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSequenceLogging(o => o.UseSqlite("sequences.db"));
        builder.Services.AddHttpClient("orders").AddSequenceHeader(o => o.Hosts.Add("orders.internal"));

        var app = builder.Build();
        app.UseAuthentication();
        app.UseSequenceScope(o =>
        {
            o.Trust = CarrierTrust.Header;
            o.TrustRequest = http => http.User.IsInRole("service");
            o.WhenAbsent = WhenAbsent.BeginOrResume;
            o.UserId = http => http.User.FindFirst("sub")?.Value;
        });
    }

    internal static void ReadMe(WebApplicationBuilder builder, WebApplication app)
    {
        builder.Services.AddSequenceLogging(o => o.UseSqlite("sequences.db"));
        app.UseSequenceScope(o => o.WhenAbsent = WhenAbsent.Begin);
        app.MapSequenceDashboard("/sequences").RequireAuthorization();
    }

    private static string Squeeze(string code) => Space().Replace(Comment().Replace(code, ""), " ").Trim();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
