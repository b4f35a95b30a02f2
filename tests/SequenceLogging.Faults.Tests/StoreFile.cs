using System.Globalization;
using FaultWriter;
using SequenceLogging.Delivery;
using SQLitePCL;

namespace SequenceLogging.Faults.Tests;

/// <summary>A store as it lies on the disk, read past the product.</summary>
internal sealed class StoreFile(string path)
{
    public string Path => path;

    public string Journal => path + ".journal";

    /// <summary>Opens the store as the next process does, and brings home what a dead one has left.</summary>
    public async Task<DeliveryCounts> ReopenAsync()
    {
        await using var log = SequenceLog.Open(o => o.UseSqlite(path));
        var flush = await log.FlushAsync(TimeSpan.FromMinutes(5));
        Assert.True(flush.IsComplete, flush.Counts.ToString());
        MustBalance(flush.Counts);
        return flush.Counts;
    }

    /// <summary>
    /// What is wrong with the steps of a writer: each thread's sequence must hold 1, 2, 3 and so on in this order, at least
    /// as far as was acknowledged; one more may have been under way.
    /// </summary>
    public IEnumerable<string> WrongSteps(Acknowledgements acknowledged)
    {
        for (var thread = 0; thread < acknowledged.Threads; thread++)
        {
            var (sequence, steps) = (acknowledged.SequenceOf(thread), acknowledged.StepsOf(thread));
            var rows = Ask(
                $"SELECT step_order, json_extract(metadata, '$.N') FROM steps WHERE sequence = {sequence} ORDER BY id");
            for (var i = 0; i < rows.Count; i++)
            {
                if (rows[i][0] != i + 1 || rows[i][1] != i + 1)
                {
                    yield return $"sequence {sequence}: step {rows[i][1]} stands at {rows[i][0]}, row {i + 1}";
                    break;
                }
            }

            if (rows.Count < steps || rows.Count > steps + 1)
            {
                yield return $"sequence {sequence}: {steps} steps were acknowledged, {rows.Count} are stored";
            }
        }
    }

    /// <summary>The numbers of a sequence's steps, in their order.</summary>
    public IEnumerable<long> NumbersOf(long sequence) =>
        Ask($"SELECT json_extract(metadata, '$.N') FROM steps WHERE sequence = {sequence} ORDER BY step_order")
            .Select(row => row[0]);

    /// <summary>What must hold at the end of every test, whatever happened.</summary>
    /// <param name="areLeased">Whether ids were leased: then a beginning is in the books, as what a sequence begins with.</param>
    public void MustBeWhole(bool areLeased = false)
    {
        Assert.Equal("ok", AskText("PRAGMA integrity_check"));
        Assert.Equal(0, Ask("SELECT count(*) - count(DISTINCT sequence_id) FROM sequences")[0][0]);
        Assert.Equal(
            Ask("SELECT coalesce(sum(count), 0) FROM delivery_totals WHERE outcome = 'emitted'")[0][0],
            Ask("SELECT coalesce(sum(count), 0) FROM delivery_totals WHERE outcome <> 'emitted'")[0][0]);
        var rows = Ask(
            """
            SELECT (SELECT count(*) FROM steps) + (SELECT count(*) FROM links) + (SELECT count(*) FROM errors)
                 + (SELECT count(*) FROM status_changes) + (SELECT count(*) FROM sequence_keys)
            """)[0][0];
        Assert.InRange(
            Ask("SELECT coalesce(sum(count), 0) FROM delivery_totals WHERE outcome = 'stored'")[0][0],
            rows,
            rows + (areLeased ? Count("SELECT count(*) FROM sequences") : 0));
    }

    public void MustHaveNoJournalLeft() =>
        Assert.Empty(Directory.Exists(Journal) ? Directory.GetFiles(Journal) : []);

    public static void MustBalance(DeliveryCounts books) =>
        Assert.Equal(books.Emitted, books.Stored + books.Duplicate + books.Rejected + books.Dropped + books.Pending);

    public void Execute(string sql) => Ask(sql);

    public long Count(string sql) => Ask(sql)[0][0];

    public string AskText(string sql) => AskTexts(sql)[0];

    public List<string> AskTexts(string sql) => [.. Read(sql, row => raw.sqlite3_column_text(row, 0).utf8_to_string())];

    /// <summary>The numbers of a column, one at a time: there may be millions.</summary>
    public IEnumerable<long> Numbers(string sql) => Read(sql, row => raw.sqlite3_column_int64(row, 0));

    private List<long[]> Ask(string sql) => [.. Read(sql, row =>
    {
        var values = new long[raw.sqlite3_column_count(row)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = raw.sqlite3_column_int64(row, i);
        }

        return values;
    })];

    private IEnumerable<T> Read<T>(string sql, Func<sqlite3_stmt, T> row)
    {
        Batteries_V2.Init();
        Must(raw.sqlite3_open_v2(path, out var database, raw.SQLITE_OPEN_READWRITE, null), raw.SQLITE_OK);
        using (database)
        {
            raw.sqlite3_busy_timeout(database, 30_000);
            Must(raw.sqlite3_prepare_v2(database, sql, out var statement), raw.SQLITE_OK);
            using (statement)
            {
                int code;
                while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
                {
                    yield return row(statement);
                }

                Must(code, raw.SQLITE_DONE);
            }
        }

        void Must(int code, int expected) => Assert.True(
            code == expected, string.Create(CultureInfo.InvariantCulture, $"{sql}: SQLite error {code}"));
    }
}
