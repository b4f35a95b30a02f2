using SequenceLogging.Importing;
using SequenceLogging.Moving;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract.Moving;

namespace SequenceLogging.LiteDb.Tests.Moving;

/// <summary>The same questions have the same answers, whether LiteDB keeps a real log or a store in memory does.</summary>
public class RealLogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ItIsImportedAndCopiedAndAnsweredAlike()
    {
        Assert.SkipWhen(RealLog.Find("receipt.clef") is null, RealLog.Missing);
        using var folder = new TempFolder();
        await using var memory = Open(o => o.UseInMemory());
        await using var imported = Open(o => o.UseLiteDb(folder.File("imported.litedb")));
        await using var copied = Open(o => o.UseLiteDb(folder.File("copied.litedb")));
        await ImportAsync(memory);
        await ImportAsync(imported);

        var copy = await new StoreCopy(memory.Reader, copied).CopyAsync(null, Token);

        Assert.True(copy.IsComplete, string.Join("; ", copy.Faults.Concat(copy.Moving)));
        Assert.True(await SameAnswers.AssertAsync(memory.Reader, imported.Reader, Token) > 3_000);
        Assert.True(await SameAnswers.AssertAsync(memory.Reader, copied.Reader, Token) > 3_000);
    }

    private static async Task ImportAsync(ISequenceStore store)
    {
        await using var log = File.OpenRead(RealLog.Find("receipt.clef")!);
        var importer = new LogImporter(store, new ImportOptions { SequenceBy = "CaseId" });
        await importer.ImportAsync(log, "receipt.clef", null, Token);
    }

    private static ISequenceStore Open(Action<SequenceLogOptions> use)
    {
        var options = new SequenceLogOptions();
        use(options);
        return options.Provider!.Open(options);
    }
}
