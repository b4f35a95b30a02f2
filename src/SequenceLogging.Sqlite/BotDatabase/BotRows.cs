using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.BotDatabase;

/// <summary>
/// Which rows of a table belong to which sequence. The bot's tables have no index for that, and to look through all of them for
/// each journey would take hours; here they are read once, and later only what was added.
/// </summary>
internal sealed class BotRows(Database database, string table)
{
    private readonly Dictionary<string, List<long>> _rows = new(StringComparer.Ordinal);
    private long _last = long.MinValue;

    /// <summary>The sequences that rows name, and theirs by rowid.</summary>
    public IReadOnlyDictionary<string, List<long>> All => _rows;

    /// <summary>The rows of a sequence, oldest first.</summary>
    public IReadOnlyList<long> Of(string sequence) => _rows.GetValueOrDefault(sequence) ?? [];

    /// <summary>Reads what was added since the last time.</summary>
    public void Read()
    {
        using var row = database.Prepare($"SELECT rowid, sequence_id FROM {table} WHERE rowid > ? ORDER BY rowid");
        row.Bind(1, _last);
        while (row.Step())
        {
            _last = row.Int64(0);
            var sequence = row.Text(1);
            if (!_rows.TryGetValue(sequence, out var rows))
            {
                _rows.Add(sequence, rows = []);
            }

            rows.Add(_last);
        }
    }
}
