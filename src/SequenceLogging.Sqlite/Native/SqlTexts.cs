using System.Diagnostics.CodeAnalysis;

namespace SequenceLogging.Sqlite.Native;

/// <summary>
/// Compares SQL texts. Nearly all are literals, so two equal ones are the same object, and to look one up costs no walk over
/// some hundred characters.
/// </summary>
internal sealed class SqlTexts : IEqualityComparer<string>
{
    public static SqlTexts Comparer { get; } = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode([DisallowNull] string obj) =>
        obj.Length == 0 ? 0 : HashCode.Combine(obj.Length, obj[obj.Length / 4], obj[obj.Length / 2], obj[^1]);
}
