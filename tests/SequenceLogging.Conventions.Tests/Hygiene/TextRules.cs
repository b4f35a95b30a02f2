using System.Text.RegularExpressions;

namespace SequenceLogging.Conventions.Tests.Hygiene;

/// <summary>What no text file of the project may hold.</summary>
internal static partial class TextRules
{
    public static IEnumerable<string> Find(string file, string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (MachinePath().Match(line) is { Success: true } path)
            {
                yield return $"{file}:{number}: {path.Value} is a path of somebody's machine. Use one from the root of the project.";
            }

            if (RegistryHost().Match(line) is { Success: true } host)
            {
                yield return $"{file}:{number}: {host.Value} is the host of a package registry. Where packages come from is the builder's to say.";
            }
        }
    }

    // The brackets keep these two lines from finding themselves.
    [GeneratedRegex(@"(?<![\w.$}-])([/]work/|[/]tmp/h/|[/]root/|[/]home/\w|[/]Users/\w|[A-Za-z]:\\Users\\)")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(api[.]nuget[.]org|www[.]nuget[.]org|registry[.]npmjs[.]org|pypi[.]org|nuget[.]pkg[.]github[.]com|pkgs[.]dev[.]azure[.]com)\b")]
    private static partial Regex RegistryHost();
}
