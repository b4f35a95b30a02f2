using System.Diagnostics;

namespace SequenceLogging.Conventions.Tests;

/// <summary>The files of the project that this test was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every project below <c>src/</c>, so that a new one is looked at without being named anywhere.</summary>
    public static IReadOnlyList<SourceProject> SourceProjects { get; } =
    [
        .. Directory.EnumerateDirectories(Path.Combine(Root, "src"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceProject(path)),
    ];

    /// <summary>The paths of all files that are under version control, from the root, with slashes.</summary>
    public static IReadOnlyList<string> TrackedFiles { get; } =
        Run("git", "ls-files", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>Runs a program in the root and answers what it printed.</summary>
    /// <exception cref="InvalidOperationException">It did not end well; the message has what it said.</exception>
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{errors.Result}");
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "SequenceLogging.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"There is no SequenceLogging.sln above {AppContext.BaseDirectory}.");
    }
}
