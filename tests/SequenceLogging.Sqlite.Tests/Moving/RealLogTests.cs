using SequenceLogging.Importing;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract.Moving;

namespace SequenceLogging.Sqlite.Tests.Moving;

/// <summary>The same questions have the same answers, whatever keeps a real log.</summary>
public class RealLogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AStoreInMemoryIntoWhichItIsImportedAnswersLikeAFile()
    {
        Assert.SkipWhen(RealLog.Find("receipt.clef") is null, RealLog.Missing);
        using var folder = new TempFolder();
        await using var sqlite = Open(o => o.UseSqlite(folder.File("receipt.db")));
        await using var imported = Open(o => o.UseInMemory());
        await ImportAsync(sqlite);
        await ImportAsync(imported);

        Assert.True(await SameAnswers.AssertAsync(sqlite.Reader, imported.Reader, Token) > 3_000);
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
