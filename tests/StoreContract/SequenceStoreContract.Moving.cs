using SequenceLogging.Importing;
using SequenceLogging.Moving;
using SequenceLogging.StoreContract.Moving;

namespace SequenceLogging.StoreContract;

// What a store needs to be copied from, and into: all that it answers, and ids that are taken before they are used.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task ACopyAnswersEveryQuestionLikeItsSource()
    {
        await using var app = Start();
        await Variety.FillAsync(app);
        await using var target = OpenStore("copy");

        var result = await new StoreCopy(app.Store.Reader, target).CopyAsync(null, Token);

        Assert.True(result.IsComplete, string.Join("; ", result.Faults.Concat(result.Moving)));
        await SameAnswers.AssertAsync(app.Store.Reader, target.Reader, Token);
    }

    [Fact]
    public async Task ACopyOfARealLogAnswersEveryQuestionLikeItsSource()
    {
        Assert.SkipWhen(FindReceiptLog() is null, "The log of a real process, receipt.clef, is not at hand: it is too large to come along.");
        await using var source = OpenStore();
        await using (var log = File.OpenRead(FindReceiptLog()!))
        {
            await new LogImporter(source, new ImportOptions { SequenceBy = "CaseId" }).ImportAsync(log, "receipt.clef", null, Token);
        }

        await using var target = OpenStore("copy");
        var result = await new StoreCopy(source.Reader, target).CopyAsync(null, Token);

        Assert.True(result.IsComplete, string.Join("; ", result.Faults.Concat(result.Moving)));
        Assert.True(await SameAnswers.AssertAsync(source.Reader, target.Reader, Token) > 3_000);
    }

    /// <summary>It lies in a folder beside the repository of SequenceLogging.</summary>
    private static string? FindReceiptLog()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var log = Path.Combine(folder.FullName, "..", "shared", "data", "receipt.clef");
            if (File.Exists(Path.Combine(folder.FullName, "SequenceLogging.sln")) && File.Exists(log))
            {
                return log;
            }
        }

        return null;
    }
}
