using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace SequenceLogging.Browser.Tests.Accessibility;

/// <summary>Looks for what keeps people out: axe-core's rules of WCAG 2.2, levels A and AA, and its good practices.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => new BundledAxeScriptProvider().GetScript());

    /// <summary>The serious and critical violations, each with its rule and where it is.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        await page.EvaluateAsync(Script.Value);
        var answer = await page.EvaluateAsync<string>(
            "async () => JSON.stringify((await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => ({ id: v.id, impact: v.impact, help: v.help, at: v.nodes.map(n => n.target.join(' ') + ' ' + n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')) })))");
        return
        [
            .. JsonSerializer.Deserialize<Violation[]>(answer, JsonSerializerOptions.Web)!
                .Where(v => v.Impact is "serious" or "critical")
                .Select(v => $"{v.Impact} {v.Id}: {v.Help}\n    {string.Join("\n    ", v.At.Take(5))}"),
        ];
    }

    private sealed record Violation(string Id, string? Impact, string Help, string[] At);
}
