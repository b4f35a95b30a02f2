using SequenceLogging;

namespace FaultWriter;

/// <summary>A process that starts after another one has died.</summary>
internal static class Opener
{
    public static async Task RunAsync(string store)
    {
        await using var log = SequenceLog.Open(o => o.UseSqlite(store));
        await log.FlushAsync(TimeSpan.FromSeconds(60));
        Console.WriteLine(FormattableString.Invariant($"stored {log.Delivery.Stored}"));
    }
}
