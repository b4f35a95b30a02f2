using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.BotDatabase;

/// <summary>
/// The columns of the bot's tables. Bots differ in them, so each is asked for under the names that are in use; one that is not
/// there reads as NULL.
/// </summary>
internal sealed class BotColumns
{
    public const string Sequences = "global_sequences";
    public const string Steps = "global_sequence_steps";
    public const string Links = "global_component_links";
    public const string Counter = "sequence_counter";

    private static readonly string[] Tables = [Sequences, Steps, Links, Counter];

    private readonly Dictionary<string, HashSet<string>> _columns = [];

    private BotColumns(Database database, string file)
    {
        foreach (var table in Tables)
        {
            _columns[table] = ColumnsOf(database, table);
        }

        SequenceColumns = Select(
            Sequences, "sequence_id!", "user_id", "username", "language", "status", "created_at", "updated_at", "completed_at", "metadata");
        StepColumns = Select(
            Steps, "sequence_id!", "step_name!", "component|component_name", "step_order", "status", "timestamp|created_at",
            "duration_ms", "metadata", "error_message|error", "message");
        LinkColumns = Select(
            Links, "sequence_id!", "component_name|component!", "entity_type!", "entity_id!", "link_type", "created_at|timestamp", "metadata");
        CounterColumns = Select(Counter, "year!", "month!", "counter!");
        if (Missing.Count > 0)
        {
            throw new SequenceStoreException(
                $"{file} has the tables of the Python bot, but not all that is needed of them: {string.Join(", ", Missing)} "
                + "missing. Is it a bot.db of another version?") { Kind = StoreErrorKind.Schema };
        }
    }

    /// <summary>For a SELECT: id, user, name, language, status, created, updated, completed, metadata.</summary>
    public string SequenceColumns { get; }

    /// <summary>For a SELECT: sequence, name, component, order, status, time, duration, metadata, error, message.</summary>
    public string StepColumns { get; }

    /// <summary>For a SELECT: sequence, component, entity type, entity id, link type, time, metadata.</summary>
    public string LinkColumns { get; }

    /// <summary>For a SELECT: year, month, counter.</summary>
    public string CounterColumns { get; }

    private List<string> Missing { get; } = [];

    /// <summary>Whether the tables of the bot are there; a store of this library has views of these names.</summary>
    public static bool AreThere(Database database)
    {
        using var row = database.Prepare(
            $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('{Sequences}', '{Steps}', '{Links}', '{Counter}')");
        return row.Step() && row.Int64(0) == Tables.Length;
    }

    /// <exception cref="SequenceStoreException">A column is missing that nothing can stand for.</exception>
    public static BotColumns Of(Database database, string file) => new(database, file);

    private static HashSet<string> ColumnsOf(Database database, string table)
    {
        using var row = database.Prepare($"SELECT name FROM pragma_table_info('{table}')");
        var columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (row.Step())
        {
            columns.Add(row.Text(0));
        }

        return columns;
    }

    /// <param name="table">The table.</param>
    /// <param name="wanted">Names, others that mean the same behind a bar; with a ! at the end where it must be there.</param>
    private string Select(string table, params string[] wanted) => string.Join(", ", wanted.Select(want =>
    {
        var names = want.TrimEnd('!').Split('|');
        var name = names.FirstOrDefault(_columns[table].Contains);
        if (name is null && want.EndsWith('!'))
        {
            Missing.Add($"{table}.{names[0]}");
        }

        return name ?? "NULL";
    }));
}
