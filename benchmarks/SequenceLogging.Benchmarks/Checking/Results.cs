using System.Globalization;

namespace SequenceLogging.Benchmarks.Checking;

/// <summary>Where results are kept: <c>benchmarks/results</c> of the repository that this is run in.</summary>
internal static class Results
{
    /// <summary>The root of the repository: the nearest folder above that has the solution.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory) ?? Environment.CurrentDirectory;

    /// <param name="kind">Of what, as <c>check</c>.</param>
    public static string PathOfToday(string kind) => Path.Combine(
        Root, "benchmarks", "results", $"{TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}-{kind}.md");

    private static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "SequenceLogging.sln")))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
