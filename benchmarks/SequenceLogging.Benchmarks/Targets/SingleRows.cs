using System.Diagnostics;
using SQLitePCL;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>Transactions of one row each, with FULL: what a disk lets one writer commit.</summary>
internal static class SingleRows
{
    /// <returns>Commits a second.</returns>
    public static double CommitFor(string folder, TimeSpan time)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(Path.Combine(folder, "single.db"), out var database));
        using (database)
        {
            Check(raw.sqlite3_exec(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE ids (id INTEGER PRIMARY KEY, issued INTEGER)"));
            Check(raw.sqlite3_prepare_v2(database, "INSERT INTO ids (issued) VALUES (?)", out var insert));
            var rows = 0;
            using (insert)
            {
                var watch = Stopwatch.StartNew();
                for (; rows == 0 || watch.Elapsed < time; rows++)
                {
                    Check(raw.sqlite3_bind_int64(insert, 1, rows));
                    Check(raw.sqlite3_step(insert), raw.SQLITE_DONE);
                    Check(raw.sqlite3_reset(insert));
                }

                time = watch.Elapsed;
            }

            Effect.Equal(rows, raw.sqlite3_last_insert_rowid(database), "rows in the table");
            return rows / time.TotalSeconds;
        }

        static void Check(int code, int expected = raw.SQLITE_OK) => Effect.Equal(expected, code, "SQLite's answer");
    }
}
