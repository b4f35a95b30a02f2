using System.Diagnostics;
using System.Globalization;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.LiteDb.Tests.Processes;

/// <summary>
/// How fast the store is, beside SQLite on the same disk in the same run: ids one after the other, each durable, and steps in
/// batches of 256. The two take turns, and of the rounds the middle one counts.
/// </summary>
internal static class Measurement
{
    private const int Rounds = 5;
    private const int Ids = 300;
    private const int Batches = 40;
    private const int BatchSize = 256;
    private static readonly DateTimeOffset At = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Join(folder, Guid.NewGuid().ToString("n"));
        var lite = new SequenceLogOptions().UseLiteDb(path + ".litedb");
        var sqlite = new SequenceLogOptions().UseSqlite(path + ".db");
        await using var liteStore = lite.Provider!.Open(lite);
        await using var sqliteStore = sqlite.Provider!.Open(sqlite);
        List<(double Ids, double Steps)> ofLite = [], ofSqlite = [];
        for (var round = 0; round <= Rounds; round++)
        {
            ofLite.Add(await RoundAsync(liteStore, round));
            ofSqlite.Add(await RoundAsync(sqliteStore, round));
        }

        Print("ids/s", ofLite.Select(r => r.Ids), ofSqlite.Select(r => r.Ids));
        Print("steps/s", ofLite.Select(r => r.Steps), ofSqlite.Select(r => r.Steps));
    }

    private static async Task<(double Ids, double Steps)> RoundAsync(ISequenceStore store, int round)
    {
        var start = Stopwatch.GetTimestamp();
        var ids = new List<SequenceId>();
        for (var i = 0; i < Ids; i++)
        {
            ids.Add(await store.CreateAsync(new NewSequence { CreatedAt = At, UserId = i }));
        }

        var idSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        for (var number = 0; number < Batches; number++)
        {
            var batch = new Batch($"{round} {number}");
            for (var step = 0; step < BatchSize; step++)
            {
                batch.Step(ids[((number * 7) + (step / 8)) % Ids], $"Measure_Step_{step % 8}_Of8", At);
            }

            await store.AppendAsync(batch);
        }

        return (Ids / idSeconds, Batches * BatchSize / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    // The first round is the compiler's.
    private static void Print(string what, IEnumerable<double> lite, IEnumerable<double> sqlite)
    {
        var (l, s) = (Median(lite.Skip(1)), Median(sqlite.Skip(1)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-8} LiteDB {l,8:0}   SQLite {s,8:0}   ratio {l / s:0.00}"));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
