using SequenceLogging.Importing;
using SequenceLogging.Moving;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract.Moving;

namespace SequenceLogging.Sqlite.Tests.Moving;

/// <summary>A real log in one store, and the same questions to it and to its copies in other stores.</summary>
public sealed class ReceiptCopyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FromAFileIntoMemoryAndIntoAFileAgainEveryAnswerIsTheSame()
    {
        Assert.SkipWhen(RealLog.Find("receipt.clef") is null, RealLog.Missing);
        await using var file = Open(o => o.UseSqlite(_folder.File("a.db")));
        await using (var log = File.OpenRead(RealLog.Find("receipt.clef")!))
        {
            await new LogImporter(file, new ImportOptions { SequenceBy = "CaseId" }).ImportAsync(log, "receipt.clef", null, Token);
        }

        await using var memory = Open(o => o.UseInMemory());
        await CopyAsync(file, memory);
        await using var again = Open(o => o.UseSqlite(_folder.File("b.db")));
        await CopyAsync(memory, again);

        Assert.True(await SameAnswers.AssertAsync(file.Reader, again.Reader, Token) > 3_000);
        await SameAnswers.AssertAsync(file.Reader, memory.Reader, Token);
    }

    private static ISequenceStore Open(Action<SequenceLogOptions> use)
    {
        var options = new SequenceLogOptions();
        use(options);
        return options.Provider!.Open(options);
    }

    private static async Task CopyAsync(ISequenceStore source, ISequenceStore target)
    {
        var result = await new StoreCopy(source.Reader, target).CopyAsync(null, Token);
        Assert.True(result.IsComplete, string.Join("; ", result.Faults.Concat(result.Moving)));
    }
}
