using System.Diagnostics;
using SequenceLogging.Sqlite.Schema;
using SequenceLogging.Sqlite.Tests.Processes;
using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.Sqlite.Tests;

public sealed class SqliteStoreContract : ProcessesStoreContract
{
    protected override SequenceLogOptions Use(SequenceLogOptions options, string store) => options.UseSqlite(PathOf(store));

    protected override Task<IDisposable> HoldAsync(string store) =>
        Task.FromResult(new WriteLock(PathOf(store), TimeProvider.System).Enter(TimeSpan.FromSeconds(10), Token));

    protected override Task<(string Known, string Newer)> MakeNewerAsync(string store)
    {
        const int Newer = StoreSchema.Version + 1_000;
        using var prompt = new SqlPrompt(PathOf(store));
        prompt.Execute($"PRAGMA user_version = {Newer}");
        return Task.FromResult(($"{StoreSchema.Version}", $"{Newer}"));
    }

    protected override ProcessStartInfo Writer(string store, int sequences, int steps) =>
        ChildProcess.Info("write", PathOf(store), $"{sequences}", $"{steps}", "1");

    protected override Task SettleAsync(ISequenceStore store)
    {
        while (((SqliteStore)store).Sign(due: 1, Token))
        {
        }

        return Task.CompletedTask;
    }

    private string PathOf(string store) => Folder.File(store + ".db");
}
