using System.Globalization;
using SQLitePCL;
using StoreWriter;

// A process of its own for tests that need several, or one to kill. It says line by line what it was acknowledged:
//   begun SEQ-…     Begin has returned the id
//   logged SEQ-…    all steps of the sequence are logged
//   slowest MS      the longest that a Begin took
//   books E S D R D P   emitted, stored, duplicate, rejected, dropped, pending, after everything is flushed
switch (args)
{
    // One by one, or by the block where that pays, as it is unless somebody asks for something else.
    case ["write", var store, var sequences, var steps, var threads, .. var leased]:
        await new Writer(store, Number(steps), leased is [] ? 1 : null, Console.Out).RunAsync(Number(sequences), Number(threads));
        return 0;

    // Issues ids one after the other for so many seconds, or until it is told a line, and says "turns COUNT SLOWEST_MS P99_MS
    // P50_MS"; as it would without a queue, too.
    case ["turns", var store, var seconds, .. var unfair]:
        SequenceLogging.Sqlite.Writing.WriteLock.IsFair = unfair is [];
        await Turns.RunAsync(store, TimeSpan.FromSeconds(Number(seconds)));
        return 0;

    // Holds what all writers of a SQLite store take turns with, and says "held".
    case ["hold", var store, var milliseconds]:
        using (new FileStream(store + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Console.WriteLine("held");
            await Task.Delay(Number(milliseconds));
        }

        return 0;

    // Opens and closes a SQLite file as any tool does.
    case ["visit", var store]:
        Batteries_V2.Init();
        if (raw.sqlite3_open(store, out var database) != raw.SQLITE_OK
            || raw.sqlite3_exec(database, "SELECT count(*) FROM global_sequences") != raw.SQLITE_OK
            || raw.sqlite3_close(database) != raw.SQLITE_OK)
        {
            await Console.Error.WriteLineAsync(raw.sqlite3_errmsg(database).utf8_to_string());
            return 1;
        }

        return 0;

    default:
        await Console.Error.WriteLineAsync(
            "StoreWriter write STORE SEQUENCES STEPS THREADS [leased] | turns STORE SECONDS [unfair] | hold STORE MILLISECONDS | visit STORE");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
