using System.Globalization;
using FaultWriter;

// A process of its own, for tests that bring it to its end.
switch (args)
{
    // Logs steps from several threads, one sequence each, then ends in its way: "open", "written PENDING" are said on the way.
    case ["steps", var store, var acknowledged, var threads, var steps, var ending, .. var settings]:
        using (var acknowledgements = new Acknowledgements(acknowledged, Number(threads)))
        {
            new StepWriter(store, acknowledgements, Number(steps), settings).Run(ending);
        }

        return 0;

    // Begins sequences with a step each, until the file with their ids has that many lines.
    case ["ids", var store, var acknowledged, var count]:
        IdWriter.Run(store, acknowledged, Number(count));
        return 0;

    // Begins sequences while the store is away, and goes on until it is killed; says "away" first.
    case ["pending", var store, var acknowledged, .. var settings]:
        PendingWriter.Run(store, acknowledged, settings);
        return 0;

    // Opens the store with whatever it finds beside it, and says "stored N" of what it brought home.
    case ["open", var store]:
        await Opener.RunAsync(store);
        return 0;

    // Holds what all writers of a SQLite store take turns with, and says "held".
    case ["hold", var store]:
        using (new FileStream(store + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Console.WriteLine("held");
            await Task.Delay(Timeout.Infinite);
        }

        return 0;

    default:
        await Console.Error.WriteLineAsync(
            "FaultWriter steps STORE ACKNOWLEDGED THREADS STEPS failfast|throw|exit|dispose|wait [no-journal] [slow-batches] "
            + "| ids STORE ACKNOWLEDGED COUNT | pending STORE ACKNOWLEDGED [no-journal] | open STORE | hold STORE");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
