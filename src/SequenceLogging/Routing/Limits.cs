namespace SequenceLogging.Routing;

/// <summary>How much of one event is kept. What is cut is marked, so that nothing looks whole that is not.</summary>
internal static class Limits
{
    /// <summary>Characters of a message or of one text in the metadata.</summary>
    public const int Text = 32 * 1024;

    /// <summary>Characters of an exception.</summary>
    public const int Error = 64 * 1024;

    /// <summary>Bytes of the metadata of one event.</summary>
    public const int Metadata = 256 * 1024;

    /// <summary>Levels of nesting in the metadata.</summary>
    public const int Depth = 16;

    /// <summary>Elements of one sequence, structure or dictionary in the metadata.</summary>
    public const int Elements = 1000;

    /// <summary>Characters of a component's name, or of a link's kind.</summary>
    public const int Name = 256;

    public const string CutMark = "… (cut)";

    /// <summary>The text, cut behind a whole character and marked where it is too long.</summary>
    public static ReadOnlySpan<char> Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = most - CutMark.Length;
        if (char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        return string.Concat(text.AsSpan(0, end), CutMark);
    }
}
