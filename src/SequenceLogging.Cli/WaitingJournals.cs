using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli;

/// <summary>
/// Records beside a store that are not in it yet: each process that writes has a journal there, and holds its lock file as long
/// as it lives.
/// </summary>
/// <param name="Running">Journals of processes that run: what is in them is on its way.</param>
/// <param name="Left">Journals of processes that died: the next one that opens the store to write brings them home.</param>
internal sealed record WaitingJournals(int Running, int Left)
{
    public int Count => Running + Left;

    /// <param name="folder">The folder; null where there is none.</param>
    public static WaitingJournals Of(string? folder)
    {
        var locks = folder is not null && Directory.Exists(folder) ? Directory.GetFiles(folder, "*.lock") : [];
        var running = locks.Count(IsHeld);
        return new WaitingJournals(running, locks.Length - running);
    }

    /// <summary>In one line, for who asks a store of this name.</summary>
    public string Text(string store) => (Running, Left) switch
    {
        (0, _) => $"beside {store} {Journals(Left)} of processes that have died: what is in them comes to the store with the next "
            + "process that opens it to write.",
        (_, 0) => $"{Numbers.Of(Running, "process", "es")} {(Running == 1 ? "writes" : "write")} to {store}: what is in "
            + $"{(Running == 1 ? "its journal" : "their journals")} is on its way.",
        _ => $"{Numbers.Of(Running, "process", "es")} {(Running == 1 ? "writes" : "write")} to {store}, and beside it {Journals(Left)} of "
            + "processes that have died.",
    };

    private static string Journals(int count) => count == 1 ? "is a journal" : $"are {Numbers.Count(count)} journals";

    private static bool IsHeld(string file)
    {
        try
        {
            new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            return false;
        }
        catch (FileNotFoundException)
        {
            return false; // its process has ended in order, just now
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
