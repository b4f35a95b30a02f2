using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Examining;

/// <summary>
/// Journals of processes that died, in the folder where they are unless the options name another: their lock files are there, and
/// nobody holds them.
/// </summary>
internal sealed class JournalFinding(string folder)
{
    private const string Name = "journals";

    public StoreFinding Run()
    {
        var (dead, alive, segments, bytes) = (0, 0, 0, 0L);
        foreach (var hold in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.lock") : [])
        {
            if (IsHeld(hold))
            {
                alive++;
                continue;
            }

            dead++;
            foreach (var segment in Directory.GetFiles(folder, Path.GetFileNameWithoutExtension(hold) + "-*.segment"))
            {
                segments++;
                bytes += new FileInfo(segment) is { Exists: true } file ? file.Length : 0;
            }
        }

        var living = FormattableString.Invariant($"{alive} in use");
        return dead == 0
            ? new StoreFinding(Name, FindingLevel.Good, living)
            : new StoreFinding(
                Name,
                FindingLevel.Notice,
                FormattableString.Invariant(
                    $"{living}, and {dead} of dead processes, with {segments} segments of {FileFindings.Bytes(bytes)} in {folder}"),
                "What is in them is brought home by the next application that opens the store for writing, or by seqlog import.");
    }

    private static bool IsHeld(string file)
    {
        try
        {
            using var hold = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            // Its process came to its end in this moment.
            return true;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
