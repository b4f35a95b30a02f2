using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Storage;
using Serilog;

namespace SequenceLogging.Sqlite.Tests.Recovery;

/// <summary>A store's files in a folder of their own, and what the tests do to them.</summary>
internal sealed class StoreUnderTest : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly List<FileStream> _spoilers = [];

    public StoreUnderTest() => Reports.Listen();

    public string Path => _folder.File("sequences.db");

    public IReadOnlyList<string> Said => Reports.About(_folder.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public string File(string name) => _folder.File(name);

    public string[] Aside(string why = "corrupt") =>
        [.. Directory.GetFiles(_folder.Path, $"*.{why}-*").Where(f => !f.EndsWith("-wal", StringComparison.Ordinal))];

    public ISequenceStore Open()
    {
        var options = new SequenceLogOptions().UseSqlite(Path);
        return options.Provider!.Open(options);
    }

    public static async Task<long> NextAsync(ISequenceStore store, string? user = null) =>
        (await store.CreateAsync(
            new NewSequence { CreatedAt = Noon, UserId = user is null ? default(UserId?) : (UserId)user }, Token)).Number;

    /// <summary>Makes a closed store with so many sequences of 20 steps each.</summary>
    public async Task FillAsync(int sequences, string? path = null)
    {
        await using var log = SequenceLog.Open(o =>
        {
            o.UseSqlite(path ?? Path);
            o.TimeProvider = new ManualTimeProvider(Noon);
        });
        await using var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
        for (var i = 0; i < sequences; i++)
        {
            using var scope = log.Begin(i);
            for (var step = 1; step <= 20; step++)
            {
                logger.Information("{StepName} of {SequenceId} with a text of some length", $"Step {step}", scope.SequenceId);
            }
        }

        Assert.True((await log.FlushAsync(TimeSpan.FromSeconds(30), Token)).IsComplete);
    }

    /// <summary>Writes garbage over a part of a file. The handle stays open: to close it would end SQLite's locks.</summary>
    public void Spoil(string path, double from, double to)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 0);
        _spoilers.Add(file);
        var garbage = new byte[(long)(file.Length * to) - (long)(file.Length * from)];
        new Random(1).NextBytes(garbage);
        file.Position = (long)(file.Length * from);
        file.Write(garbage);
    }

    /// <summary>Copies the closed store's file to another name.</summary>
    public string CopyTo(string name)
    {
        System.IO.File.Copy(Path, File(name));
        return File(name);
    }

    public static async Task<int> CountAsync(ISequenceStore store) =>
        (await store.Reader.FindAsync(new SequenceQuery { Limit = 1_000 }, Token)).Count;

    public static string? Integrity(string path)
    {
        using var prompt = new SqlPrompt(path);
        return prompt.Value("PRAGMA integrity_check(1)");
    }

    public void Dispose()
    {
        _spoilers.ForEach(file => file.Dispose());
        _folder.Dispose();
    }
}
