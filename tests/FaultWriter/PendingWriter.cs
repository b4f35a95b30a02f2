using System.Text;
using SequenceLogging;
using Serilog;

namespace FaultWriter;

/// <summary>
/// Begins sequences while the store is away, logs steps in each, and writes down after each log call what it was told is safe:
/// a line with the key and the number of the step.
/// </summary>
internal static class PendingWriter
{
    private const int StepsPerJourney = 5;

    public static void Run(string store, string acknowledged, string[] settings)
    {
        using var log = SequenceLog.Open(o =>
        {
            o.UseSqlite(store);
            o.UseJournal = !settings.Contains("no-journal");
            o.IdTimeout = TimeSpan.FromMilliseconds(50);
        });
        using var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
        using var turn = TakeTurnForEver(store + ".lock");
        using var file = new FileStream(acknowledged, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Console.WriteLine("away");
        for (var journey = 1; ; journey++)
        {
            // A user of its own, so that joining what is open joins nothing of an earlier process.
            var user = $"{Guid.NewGuid():N}";
            using var scope = journey % 2 == 0 ? log.Begin(user) : log.BeginOrResume(user);
            for (var step = 1; step <= StepsPerJourney; step++)
            {
                logger.Information("{StepName} {N}", "Counted", step);
                file.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{scope} {step}\n")));
            }

            Thread.Sleep(1);
        }
    }

    /// <summary>What all writers take turns with: from here on the store is away, until this process is dead.</summary>
    private static FileStream TakeTurnForEver(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Sleep(1);
            }
        }
    }
}
