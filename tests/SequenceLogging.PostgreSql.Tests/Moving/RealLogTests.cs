using SequenceLogging.Importing;
using SequenceLogging.Moving;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract.Moving;

namespace SequenceLogging.PostgreSql.Tests.Moving;

/// <summary>The same questions have the same answers, whether a server keeps a real log or a store in memory does.</summary>
public class RealLogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ItIsImportedAndCopiedAndAnsweredAlike()
    {
        Assert.SkipWhen(RealLog.Find("receipt.clef") is null, RealLog.Missing);
        using var store = new TestStore();
        using var target = new TestStore();
        var inMemory = new SequenceLogOptions().UseInMemory();
        await using var memory = inMemory.Provider!.Open(inMemory);
        await using var imported = store.Open();
        await using var copied = target.Open();
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
}
