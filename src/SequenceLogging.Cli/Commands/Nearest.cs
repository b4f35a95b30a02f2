namespace SequenceLogging.Cli.Commands;

/// <summary>What somebody may have meant who wrote a name that is not known.</summary>
internal static class Nearest
{
    private const int Most = 3;

    /// <summary>The known names that are near, the nearest first; none where all are far away.</summary>
    /// <param name="unknown">What was written.</param>
    /// <param name="known">What could have been.</param>
    public static IReadOnlyList<string> To(string unknown, IEnumerable<string> known) =>
    [
        .. known
            .Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Rank: Rank(unknown, name)))
            .Where(guess => guess.Rank <= Math.Max(2, unknown.Length / 3))
            .OrderBy(guess => guess.Rank)
            .ThenBy(guess => guess.Name, StringComparer.Ordinal)
            .Select(guess => guess.Name)
            .Take(Most),
    ];

    /// <summary><c> Did you mean 'find'?</c>, behind a sentence; empty where nothing is near.</summary>
    public static string Question(IReadOnlyList<string> guesses) =>
        guesses.Count == 0 ? "" : $" Did you mean {string.Join(" or ", guesses.Select(g => $"'{g}'"))}?";

    // Whoever writes words of a name, or writes it small, means it whatever the number of letters.
    private static int Rank(string unknown, string name) =>
        unknown.Equals(name, StringComparison.OrdinalIgnoreCase) ? 0
        : IsWordsOf(unknown, name) ? 1
        : Distance(unknown.ToLowerInvariant(), name.ToLowerInvariant());

    private static bool IsWordsOf(string unknown, string name)
    {
        const int Telling = 4;
        var at = unknown.Length < Telling ? -1 : name.IndexOf(unknown, StringComparison.OrdinalIgnoreCase);
        return at == 0 || (at > 0 && (!char.IsLetterOrDigit(name[at - 1]) || char.IsUpper(name[at])));
    }

    /// <summary>How many letters must be added, removed or changed.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
