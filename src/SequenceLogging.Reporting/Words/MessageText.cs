namespace SequenceLogging.Reporting.Words;

/// <summary>The message of a step, without what stands beside it anyway.</summary>
internal static class MessageText
{
    /// <summary>The message without the step's name at its beginning; empty where nothing is left.</summary>
    public static string Without(StepName name, string? message)
    {
        if (message is null)
        {
            return "";
        }

        ReadOnlySpan<char> rest = message.AsSpan().Trim();
        foreach (var start in (ReadOnlySpan<string>)[name.Value, $"\"{name.Value}\""])
        {
            if (rest.StartsWith(start, StringComparison.Ordinal) && !StartsInsideWord(rest[start.Length..]))
            {
                return rest[start.Length..].TrimStart(" :,;-–—\r\n\t").ToString();
            }
        }

        return rest.ToString();
    }

    private static bool StartsInsideWord(ReadOnlySpan<char> rest) =>
        rest.Length > 0 && (char.IsLetterOrDigit(rest[0]) || rest[0] is '_');
}
