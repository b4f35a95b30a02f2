using System.Runtime.InteropServices;

namespace SequenceLogging.Conventions.Tests.References;

/// <summary>
/// Who may use whom. Everything may use the core and what the core uses; the command line sees all; the dashboard sees how answers
/// are told; nobody else sees a neighbour. What comes from outside is named here, so that a new dependency is a decision.
/// </summary>
internal static class Arrows
{
    private const string Core = "SequenceLogging";
    private const string CommandLine = "SequenceLogging.Cli";
    private const string Dashboard = "SequenceLogging.AspNetCore";
    private const string Reporting = "SequenceLogging.Reporting";

    /// <summary>Packages by name, or by the beginning of their names where it ends with a dot.</summary>
    private static readonly Dictionary<string, string[]> Outside = new()
    {
        [Core] = ["Serilog"],
        [CommandLine] = ["CsvHelper", "Microsoft.AspNetCore", "Microsoft.AspNetCore.", "Microsoft.Extensions.", "Spectre.Console", "System.CommandLine"],
        [Dashboard] = ["Microsoft.AspNetCore.", "Microsoft.Extensions.", "Microsoft.Net.Http.Headers"],
        ["SequenceLogging.LiteDb"] = ["LiteDB"],
        ["SequenceLogging.Hosting"] = ["Microsoft.Extensions.", "Serilog.Extensions.Logging"],

        ["SequenceLogging.PostgreSql"] = ["Npgsql", "Microsoft.Extensions.Configuration.Abstractions"],

        // The configuration's abstractions are what lets WriteTo.Sequences(path) see settings that it does not know.
        ["SequenceLogging.Sqlite"] = ["SQLitePCLRaw.", "Microsoft.Extensions.Configuration.Abstractions"],
    };

    /// <summary>Complains about each use that is not allowed.</summary>
    /// <param name="project">Name of the project.</param>
    /// <param name="uses">Names of the projects, packages and assemblies that it refers to.</param>
    public static IEnumerable<string> Find(string project, IEnumerable<string> uses) =>
        uses.Distinct().Where(use => !IsAllowed(project, use)).Select(use =>
            IsOurs(use)
                ? $"{project} refers to {use}, but may refer to {(project == Core ? "no project" : Core)} only."
                : $"{project} refers to {use}. If that is meant, name it in {nameof(Arrows)}.{nameof(Outside)}.");

    private static bool IsAllowed(string project, string use) =>
        IsOurs(use)
            ? project == CommandLine || (use == Core && project != Core) || (project, use) is (Dashboard, Reporting)
            : IsOfDotNet(use) || IsNamed(project, use) || IsNamed(Core, use);

    private static bool IsNamed(string project, string use) =>
        Outside.GetValueOrDefault(project, []).Any(name =>
            name.EndsWith('.') ? use.StartsWith(name, StringComparison.Ordinal) : use == name);

    private static bool IsOurs(string use) => $"{use}.".StartsWith(Core + ".", StringComparison.Ordinal);

    private static bool IsOfDotNet(string use) =>
        File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), use + ".dll"));
}
