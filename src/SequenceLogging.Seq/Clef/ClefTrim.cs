namespace SequenceLogging.Seq.Clef;

/// <summary>How much of an event is written: all of it first, and less each time that it is still too long.</summary>
/// <param name="Text">Characters of one text of the application.</param>
/// <param name="Metadata">Bytes of the application's properties, from which on they are left out.</param>
/// <param name="Own">Characters of one text of ours, and elements of one list or table.</param>
internal readonly record struct ClefTrim(int Text, int Metadata, int Own)
{
    public const string Mark = "… (trimmed)";

    public static readonly ClefTrim None = new(int.MaxValue, int.MaxValue, int.MaxValue);

    /// <summary>With the last one an event is shorter than <see cref="SmallestEvent"/>, whatever it was.</summary>
    public static readonly ClefTrim[] Steps = [new(16 * 1024, int.MaxValue, 4 * 1024), new(2 * 1024, 4 * 1024, 512), new(256, 0, 64)];

    /// <summary>The smallest limit that can be kept.</summary>
    public const int SmallestEvent = 64 * 1024;

    public static ReadOnlySpan<char> Cut(string text, int most) => text.Length <= most ? text : CutAndMark(text, most);

    private static string CutAndMark(string text, int most)
    {
        var end = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return string.Concat(text.AsSpan(0, end), Mark);
    }
}
