using System.Globalization;

namespace SequenceLogging.Sqlite.BotDatabase;

/// <summary>A row of the Python bot's database of which something, or all, could not be imported.</summary>
/// <param name="File">The file's path, as the caller gave it.</param>
/// <param name="Table">Its table.</param>
/// <param name="Row">The row's <c>rowid</c>.</param>
/// <param name="Reason">What is wrong with it, and what became of it; one line without control characters.</param>
public sealed record BadRow(string File, string Table, long Row, string Reason)
{
    /// <summary>All in one line: <c>bot.db global_sequence_steps row 17: …</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File} {Table} row {Row}: {Reason}");
}
