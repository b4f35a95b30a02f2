using SequenceLogging.StoreContract;

namespace SequenceLogging.Benchmarks.Asking;

/// <summary>
/// A store with a year of a shop's traffic in it, which is filled by whoever asks first in a run and used by all others: twelve
/// months of sequences with six steps and a link each, and users with as many sequences, however large it is.
/// </summary>
public sealed class FilledStore : IAsyncDisposable
{
    private const int Months = 12;

    // A shop that grows has more users, and not more journeys of each: else a question by user would have another answer.
    private const int JourneysOfAUser = 17;

    private const int Seed = 20_250_701;

    private readonly int _sequences;
    private readonly Random _random = new(Seed);

    private FilledStore(SequenceLog log, string path, int sequences)
    {
        Log = log;
        Path = path;
        _sequences = sequences;
    }

    public SequenceLog Log { get; }

    public string Path { get; }

    public long Steps => (long)Months * _sequences * Traffic.StepsOfOne;

    /// <param name="folder">Where it is kept until the run ends.</param>
    /// <param name="sequences">How many begin in each month.</param>
    public static async Task<FilledStore> OpenAsync(string folder, int sequences)
    {
        var path = System.IO.Path.Combine(folder, FormattableString.Invariant($"filled-{sequences}.db"));
        var mark = path + ".complete";
        if (!File.Exists(mark))
        {
            await FillAsync(path, sequences);
            await File.WriteAllTextAsync(mark, "");
        }

        // Before it is opened: to close a file ends the locks that SQLite holds on it in the same process.
        await ReadThroughAsync(path);
        return new FilledStore(SequenceLog.Open(o => o.UseSqlite(path)), path, sequences);
    }

    /// <summary>Any of its sequences.</summary>
    public SequenceId AnyId()
    {
        var month = Traffic.Start.AddMonths(_random.Next(Months));
        return new SequenceId(month.Year, month.Month, 1 + _random.Next(_sequences));
    }

    /// <summary>Any user who has a sequence.</summary>
    public async Task<UserId> AnyUserAsync() =>
        (await Log.GetSequenceDetailsAsync(AnyId()))!.UserId!.Value;

    /// <summary>Any entity that a sequence has to do with.</summary>
    public ComponentQuery AnyComponent()
    {
        var id = AnyId();
        return ComponentQuery.Parse(FormattableString.Invariant($"ads:{id.Year}{id.Month:00}{id.Number}"));
    }

    public ValueTask DisposeAsync() => Log.DisposeAsync();

    private static async Task FillAsync(string path, int sequences)
    {
        await using var log = SequenceLog.Open(o => o.UseSqlite(path));
        foreach (var batch in new Traffic(Months, sequences, Math.Max(1, Months * sequences / JourneysOfAUser)).Batches())
        {
            await log.Store.AppendAsync(batch);
        }
    }

    /// <summary>
    /// Has the file in the machine's memory, and on its disk: what is measured is the store, and not how fast a disk finds a page.
    /// </summary>
    private static async Task ReadThroughAsync(string path)
    {
        const int BlockSize = 1 << 20;
        await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, BlockSize);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
        await file.CopyToAsync(Stream.Null, BlockSize);
    }
}
