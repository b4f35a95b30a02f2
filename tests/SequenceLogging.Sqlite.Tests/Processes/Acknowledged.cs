using System.Globalization;

namespace SequenceLogging.Sqlite.Tests.Processes;

/// <summary>What runs of StoreWriter have said: what a store must hold, whatever happened to them afterwards.</summary>
internal sealed class Acknowledged
{
    /// <summary>Ids that Begin has returned, each as often as it was.</summary>
    public List<SequenceId> Begun { get; } = [];

    /// <summary>Sequences of which all steps were logged.</summary>
    public HashSet<SequenceId> Logged { get; } = [];

    /// <summary>Emitted, stored, duplicate, rejected, dropped and pending of each run that came to its end.</summary>
    public List<long[]> Books { get; } = [];

    /// <summary>The longest that a Begin took, in milliseconds.</summary>
    public long Slowest { get; private set; }

    public void Take(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Take(line);
        }
    }

    public void Take(string line)
    {
        // The last line of a process that was killed may be cut off; then it says nothing.
        switch (line.Split(' '))
        {
            case ["begun", var text] when SequenceId.TryParse(text, out var id):
                Begun.Add(id);
                break;
            case ["logged", var text] when SequenceId.TryParse(text, out var id):
                Logged.Add(id);
                break;
            case ["slowest", var text]:
                Slowest = Math.Max(Slowest, long.Parse(text, CultureInfo.InvariantCulture));
                break;
            case ["books", .. var counts]:
                Books.Add([.. counts.Select(c => long.Parse(c, CultureInfo.InvariantCulture))]);
                break;
            default:
                break;
        }
    }
}
