using System.Text.RegularExpressions;

namespace SequenceLogging.Conventions.Tests.Hygiene;

/// <summary>A page that points to another file of the project points to one that is there.</summary>
internal static partial class LinkRules
{
    public static IEnumerable<string> Find(string page, string text, IReadOnlyCollection<string> files) =>
        Link().Matches(text)
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !files.Any(file => IsOrHolds(file, Resolve(page, target))))
            .Select(target => $"{page} points to {target}, which is not there.");

    private static bool IsOrHolds(string file, string target) =>
        file == target || file.StartsWith(target.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static string Resolve(string page, string target) =>
        Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(page)!, target))).Replace('\\', '/');

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)[^)]*\)")]
    private static partial Regex Link();
}
