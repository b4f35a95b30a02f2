using System.Globalization;
using PostgresNode;
using SequenceLogging;

// A node of its own, for tests that need several or one to kill. It says line by line what it was acknowledged:
//   open                the store is open
//   begun SEQ-…         the store has issued the id
//   failing MS, well MS the writer's state changed, at that Unix time
//   books E S D R D P   emitted, stored, duplicate, rejected, dropped, pending, after everything is flushed
switch (args)
{
    // Opens a store, says so, and begins one sequence.
    case ["open", var store]:
        await using (var log = SequenceLog.Open(o =>
        {
            o.UsePostgreSql(store).UseJournal = false;
            o.IdTimeout = TimeSpan.FromMinutes(1); // many of these start at once
        }))
        {
            Console.WriteLine("open");
            Console.WriteLine($"begun {await log.IssueAsync()}");
        }

        return 0;

    // Begins sequences with steps in each, from several threads, with a journal in a folder.
    case ["write", var store, var journal, var sequences, var steps, var threads]:
        await new Writer(store, journal, Number(steps)).RunAsync(Number(sequences), Number(threads));
        return 0;

    // Logs under a steady load, also in a sequence that all nodes share, and says when its writer fails and is well again.
    case ["load", var store, var journal, var node, var threads, var shared, var steps, var stepsPerSecond, var idBlockSize]:
        new LoadNode(store, journal, Number(node), Number(threads))
            .Run(SequenceId.Parse(shared), Number(steps), Number(stepsPerSecond), Number(idBlockSize));
        return 0;

    // Begins sequences as fast as it can, when it is told a line.
    case ["ids", var store, var journal, var milliseconds, var threads, var idBlockSize]:
        await new IdNode(store, journal, Number(threads), Number(idBlockSize)).RunAsync(Number(milliseconds));
        return 0;

    default:
        await Console.Error.WriteLineAsync(
            "PostgresNode open STORE | write STORE JOURNAL SEQUENCES STEPS THREADS "
            + "| load STORE JOURNAL NODE THREADS SHARED STEPS STEPS_PER_SECOND ID_BLOCK_SIZE "
            + "| ids STORE JOURNAL MILLISECONDS THREADS ID_BLOCK_SIZE");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
