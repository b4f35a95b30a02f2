using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SequenceLogging.AspNetCore.Tests.FrontEnd;

/// <summary>
/// The scripts and styles in the assembly. Where it was built without Node.js, tests of them are skipped and say why; where
/// <c>SEQLOG_REQUIRE_SERVERS=1</c>, they fail.
/// </summary>
internal sealed partial class EmbeddedBundle
{
    private const string Folder = "web/";

    private EmbeddedBundle()
    {
        using var manifest = JsonDocument.Parse(Read("manifest.json"));
        Script = manifest.RootElement.GetProperty("script").GetString()!;
        Style = manifest.RootElement.GetProperty("style").GetString()!;
    }

    public string Script { get; }

    public string Style { get; }

    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(SequenceDashboardOptions).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(n => n[Folder.Length..]),
    ];

    public static bool IsRequired => Environment.GetEnvironmentVariable("SEQLOG_REQUIRE_SERVERS") == "1";

    public static EmbeddedBundle Open()
    {
        Assert.SkipUnless(
            IsRequired || Names.Contains("manifest.json"), "The dashboard was built without Node.js. Install Node 20 or later and build again.");
        return new EmbeddedBundle();
    }

    public static byte[] Read(string name)
    {
        using var stream = typeof(SequenceDashboardOptions).Assembly.GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"There is no {name} in the assembly: it was built without Node.js, or something is missing.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    public static string ReadText(string name) => Encoding.UTF8.GetString(Read(name));

    /// <summary>The part that is loaded when somebody goes to a page, by the name of its module.</summary>
    public static string PartOf(string page) =>
        Assert.Single(Names, n => n.StartsWith(page + "-", StringComparison.Ordinal) && n.EndsWith(".js", StringComparison.Ordinal));

    /// <summary>Some scripts, with all that they load before they run.</summary>
    public static IReadOnlyCollection<string> WithImports(params string[] scripts)
    {
        var (all, open) = (new HashSet<string>(StringComparer.Ordinal), new Stack<string>(scripts));
        while (open.TryPop(out var script))
        {
            if (all.Add(script))
            {
                foreach (Match import in StaticImport().Matches(ReadText(script)))
                {
                    open.Push(import.Groups["name"].Value);
                }
            }
        }

        return all;
    }

    /// <summary>How many bytes go over the line to a browser that takes this coding.</summary>
    public static long SizeOf(IEnumerable<string> names, string ending) =>
        names.Sum(name => Read(Names.Contains(name + ending) ? name + ending : name).Length);

    // import"./a.js" and import{b as c}from"./a.js"; import("./a.js") waits until somebody goes there.
    [GeneratedRegex("""(?:\bimport|\bfrom)\s*"\./(?<name>[^"]+)"|\bexport\b[^;"]*\bfrom\s*"\./(?<name>[^"]+)""")]
    private static partial Regex StaticImport();
}
