using System.Text;

namespace SequenceLogging.Conventions.Tests;

/// <summary>
/// A text file below <c>api/</c> that says what a reviewer has agreed to. A test makes the text anew from what was built;
/// where the two differ, the difference is shown with the command that writes the new text.
/// </summary>
internal static class ApprovedText
{
    public const string UpdateCommand = "UPDATE_API=1 dotnet test tests/SequenceLogging.Conventions.Tests";

    private static bool IsUpdate => Environment.GetEnvironmentVariable("UPDATE_API") == "1";

    public static void MustMatch(string file, string actual)
    {
        var path = Repository.PathOf(file);
        if (IsUpdate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Complaints.MustBeNone(Compare(file, File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "", actual));
    }

    public static IEnumerable<string> Compare(string file, string approved, string actual)
    {
        if (approved != actual)
        {
            yield return $"{file} does not fit the build (- file, + build):";
            yield return Difference(approved, actual);
            yield return $"If this is meant, run\n  {UpdateCommand}\nand commit the file.";
        }
    }

    /// <summary>The lines that only one of the texts has, each group under the unindented line that it belongs to.</summary>
    private static string Difference(string approved, string actual)
    {
        var before = Lines(approved).ToList();
        var after = Lines(actual).ToList();
        var changes = before.Except(after).Select(line => (line.Owner, Text: "- " + line.Text))
            .Concat(after.Except(before).Select(line => (line.Owner, Text: "+ " + line.Text)));
        var text = new StringBuilder();
        foreach (var group in changes.GroupBy(change => change.Owner, change => change.Text))
        {
            text.Append(group.Any(change => change[2..] == group.Key) ? "" : $"  {group.Key}\n");
            foreach (var change in group)
            {
                text.Append(change).Append('\n');
            }
        }

        return text.Length > 0 ? text.ToString() : "  the order of the lines, or blank lines\n";
    }

    private static IEnumerable<(string Owner, string Text)> Lines(string text)
    {
        var owner = "";
        foreach (var line in text.Split('\n').Where(line => line.Length > 0))
        {
            owner = line[0] == ' ' ? owner : line;
            yield return (owner, line);
        }
    }
}
