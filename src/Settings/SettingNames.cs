using Microsoft.Extensions.Configuration;

namespace SequenceLogging.Settings;

/// <summary>
/// Finds names in a configuration section that nobody reads. Source that is compiled into each assembly that reads
/// settings, so that all of them say it in the same words and the core needs no configuration package.
/// </summary>
internal static class SettingNames
{
    private const int LongestValue = 100;

    /// <summary>One sentence for each child of a section whose name is not known; names are read in any case.</summary>
    public static IEnumerable<string> Unknown(IConfiguration section, IReadOnlyCollection<string> known) =>
        from setting in section.GetChildren()
        where !known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)
        select $"{Describe(setting)}, but there is no such setting. The nearest is {Nearest(setting.Key, known)}; "
            + $"all are {string.Join(", ", known)}.";

    /// <summary>The setting with its whole path and its value, as a sentence begins.</summary>
    public static string Describe(IConfigurationSection setting) => setting.Value switch
    {
        null => $"{setting.Path} is a section",
        { } value when MayHoldSecret(value) => $"{setting.Path} has a value that is not shown, since it may hold a password",
        { Length: > LongestValue } value => $"{setting.Path} is \"{value.AsSpan(0, LongestValue)}…\"",
        var value => $"{setting.Path} is \"{value}\"",
    };

    private static bool MayHoldSecret(string value) =>
        value.Contains("password", StringComparison.OrdinalIgnoreCase)
        || value.Contains("pwd=", StringComparison.OrdinalIgnoreCase)
        || value.Contains("://", StringComparison.Ordinal);

    private static string Nearest(string name, IEnumerable<string> known) =>
        known.MinBy(k => Distance(name.ToUpperInvariant(), k.ToUpperInvariant()))!;

    /// <summary>How many letters must be put in, taken out, changed, or swapped with their neighbour.</summary>
    private static int Distance(string left, string right)
    {
        var distances = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                distances[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1,
                    distances[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
                }
            }
        }

        return distances[left.Length, right.Length];
    }
}
