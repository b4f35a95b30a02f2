using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Tests.Prompt;

/// <summary>What a person with a SQL prompt sees and does beside the store.</summary>
internal sealed class SqlPrompt(string path) : IDisposable
{
    private readonly Database _database = Database.OpenWriter(path, TimeSpan.FromSeconds(30));

    /// <summary>All rows, their columns as text and NULL as null.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Rows(string sql, int columns)
    {
        using var statement = _database.Prepare(sql);
        var rows = new List<IReadOnlyList<string?>>();
        while (statement.Step())
        {
            rows.Add([.. Enumerable.Range(0, columns).Select(statement.TextOrNull)]);
        }

        return rows;
    }

    /// <summary>The first column of each row.</summary>
    public IReadOnlyList<string?> Column(string sql) => [.. Rows(sql, 1).Select(row => row[0])];

    /// <summary>The only value.</summary>
    public string? Value(string sql) => Assert.Single(Column(sql));

    /// <summary>How SQLite is going to look for the answer, one line for each table.</summary>
    public IReadOnlyList<string> Plan(string sql) => [.. Rows("EXPLAIN QUERY PLAN " + sql, 4).Select(row => row[3]!)];

    public void Execute(string sql) => _database.Execute(sql);

    public void Dispose() => _database.Dispose();
}
