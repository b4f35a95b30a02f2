using System.Diagnostics.CodeAnalysis;

namespace SequenceLogging.Insight.Conformance;

/// <summary>Kinds of deviation as they are written: <c>outOfOrder</c>.</summary>
public static class DeviationKindText
{
    private static readonly string[] Texts = ["skipped", "repeated", "outOfOrder", "missing", "late", "unexpected"];

    /// <summary>All texts.</summary>
    public static IReadOnlyList<string> All => Texts;

    /// <summary>As it is written.</summary>
    public static string ToText(this DeviationKind kind) => (int)kind is var index && index >= 0 && index < Texts.Length
        ? Texts[index]
        : throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of deviation.");

    /// <summary>Reads what <see cref="ToText"/> wrote, in any case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DeviationKind kind)
    {
        var index = Array.FindIndex(Texts, t => t.Equals(text, StringComparison.OrdinalIgnoreCase));
        kind = (DeviationKind)Math.Max(0, index);
        return index >= 0;
    }
}
