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

    // Logs at a steady rate for so many seconds, and says "sample …" every so many milliseconds, and "end …".
    case ["soak", var store, var acknowledged, var threads, var run, var rate, var seconds, var sampleMs, .. var settings]:
        using (var acknowledgements = new Acknowledgements(acknowledged, Number(threads)))
        {
            new SoakWriter(store, acknowledgements, Number(run), Number(rate), settings)
                .Run(TimeSpan.FromSeconds(Number(seconds)), TimeSpan.FromMilliseconds(Number(sampleMs)));
        }

        return 0;

    // Audits events from several threads, and says "ack …" after each that is durable.
    case ["audited", var store, var threads, var events, var sessions, .. var settings]:
        using (var writer = new AuditedWriter(store, Number(threads), Number(events), Number(sessions), settings))
        {
            writer.Run();
        }

        return 0;

    // Fills a disk of its own, and obeys "more" and "stop".
    case ["filling", var disk, var threads, var stepsPerSecond, var queueBytes, var copyTo]:
        new FillingWriter(disk, Number(threads), Number(stepsPerSecond), Number(queueBytes)).Run(copyTo);
        return 0;

    // Begins sequences with a step each, until the file with their ids has that many lines; with ids one by one or, as it is unless
    // somebody asks for something else, by the block.
    case ["ids", var store, var acknowledged, var count, .. var leased]:
        IdWriter.Run(store, acknowledged, Number(count), leased is [] ? 1 : null);
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
        using (Hold(store + ".lock"))
        {
            Console.WriteLine("held");
            await Task.Delay(Timeout.Infinite);
        }

        return 0;

    default:
        await Console.Error.WriteLineAsync(
            "FaultWriter steps STORE ACKNOWLEDGED THREADS STEPS failfast|throw|exit|dispose|wait [no-journal] [slow-batches] "
            + "| soak STORE ACKNOWLEDGED THREADS RUN RATE SECONDS SAMPLE_MS [leak] "
            + "| audited STORE THREADS EVENTS SESSIONS [large] [sync-off|sync-normal] [no-journal] [impatient] [ack-anyway] "
            + "| filling DISK THREADS STEPS_PER_SECOND QUEUE_BYTES COPY_TO | ids STORE ACKNOWLEDGED COUNT "
            + "| pending STORE ACKNOWLEDGED [no-journal] | open STORE | hold STORE");
        return 2;
}

static FileStream Hold(string file)
{
    while (true)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // Somebody writes at this moment.
            Thread.Yield();
        }
    }
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
