namespace SequenceLogging.Conventions.Tests.Hygiene;

/// <summary>A project that is not in the solution is neither built nor tested, and one without a lock file restores anything.</summary>
internal static class SolutionRules
{
    public static IEnumerable<string> Find(IReadOnlyCollection<string> files, string solution)
    {
        foreach (var project in files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            if (!solution.Contains($"\"{project.Replace('/', '\\')}\"", StringComparison.Ordinal))
            {
                yield return $"{project} is not in the solution. Run: dotnet sln add {project}";
            }

            var lockFile = $"{project[..project.LastIndexOf('/')]}/packages.lock.json";
            if (!files.Contains(lockFile))
            {
                yield return $"{lockFile} is missing. Run: dotnet restore {project}, and add the file.";
            }
        }
    }
}
