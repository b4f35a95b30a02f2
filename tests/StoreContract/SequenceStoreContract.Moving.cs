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
}
