using System.Globalization;

namespace SequenceLogging.Importing;

/// <summary>A line of a log file of which something, or all, could not be imported.</summary>
/// <param name="File">The file's name, as the caller gave it.</param>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Reason">What is wrong with it; one line without control characters.</param>
public sealed record BadLine(string File, long Line, string Reason)
{
    /// <summary>As compilers write it: <c>app.clef:17: it is not JSON …</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Reason}");
}
