using System.Text;
using SequenceLogging;
using Serilog;

namespace FaultWriter;

/// <summary>Begins one sequence after the other, and writes down each id that it was given, a line each.</summary>
internal static class IdWriter
{
    public static void Run(string store, string acknowledged, int count, int? idBlockSize)
    {
        WarmUp(Directory.CreateDirectory(FormattableString.Invariant($"{acknowledged} {Environment.ProcessId}")));
        using var log = SequenceLog.Open(o =>
        {
            o.UseSqlite(store);
            o.IdBlockSize = idBlockSize;

            // It is about ids: where others have the turn for long, wait for one.
            o.IdTimeout = TimeSpan.FromMinutes(5);
            o.RequireId = true;
        });
        using var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
        using var file = new FileStream(acknowledged, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        for (var begun = File.Exists(acknowledged) ? File.ReadLines(acknowledged).Count() : 0; begun < count; begun++)
        {
            using var scope = log.Begin(Environment.ProcessId);
            logger.Information("{StepName} {N}", "Counted", 1);
            file.Write(Encoding.ASCII.GetBytes(scope.SequenceId + "\n"));
        }

        Console.WriteLine("done");
    }
    /// <summary>
    /// A store of its own first: while the compiler looks at all this for the first time, a process would hold up the seven others,
    /// and of those that are started every 300 ms none would come to anything on a slow machine.
    /// </summary>
    private static void WarmUp(DirectoryInfo folder)
    {
        using (var log = SequenceLog.Open(o => o.UseSqlite(Path.Combine(folder.FullName, "warm.db"))))
        {
            using var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
            using var scope = log.Begin();
            logger.Information("{StepName} {N}", "Counted", 1);
        }

        folder.Delete(recursive: true);
    }
}
