using System.Diagnostics;

namespace SequenceLogging.Tests.Context;

public sealed class ActivityTests : IDisposable
{
    private static readonly SequenceId Other = SequenceId.Parse("SEQ-2025-07-00002");

    private readonly Activity _activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

    private string? Tag => _activity.GetTagItem("sequence.id") as string;

    private string? Member => _activity.GetBaggageItem("sequence.id");

    [Fact]
    public async Task AScopeTagsTheActivityThatItIsEnteredIn()
    {
        await using var log = new RunningLog();

        using (log.Sequences.Resume(RunningLog.Id))
        {
            Assert.Equal("SEQ-2025-07-00001", Tag);
            Assert.Null(Member);
        }

        // The span is sent when the request is over: it has been in this sequence.
        Assert.Equal("SEQ-2025-07-00001", Tag);
    }

    [Fact]
    public async Task TheTagGoesBackToTheSequenceAround()
    {
        await using var log = new RunningLog();
        using var outer = log.Sequences.Resume(RunningLog.Id);
        using (log.Sequences.Resume(Other))
        {
            Assert.Equal("SEQ-2025-07-00002", Tag);
        }

        Assert.Equal("SEQ-2025-07-00001", Tag);
    }

    [Fact]
    public async Task DisposedOutOfOrderTheInnerOneStands()
    {
        await using var log = new RunningLog();
        using var around = log.Sequences.Resume(SequenceId.Parse("SEQ-2025-07-00003"));
        var outer = log.Sequences.Resume(RunningLog.Id);
        using var inner = log.Sequences.Resume(Other);
        outer.Dispose();

        Assert.Equal("SEQ-2025-07-00002", Tag);
    }

    [Fact]
    public async Task ByOptionItGoesIntoTheBaggageAsLongAsTheScopeLives()
    {
        await using var log = new RunningLog(configure: o => o.PutInBaggage = true);
        using (log.Sequences.Resume(RunningLog.Id))
        {
            using (log.Sequences.Resume(Other))
            {
                Assert.Equal("SEQ-2025-07-00002", Member);
            }

            Assert.Equal("SEQ-2025-07-00001", Member);
            using (SequenceLog.Suppress())
            {
                Assert.Equal("", Member);
            }

            using var called = new Activity("call").Start();
            Assert.Equal("SEQ-2025-07-00001", called.GetBaggageItem("sequence.id"));
        }

        Assert.Null(Member);
    }

    [Fact]
    public async Task APendingScopeTagsItsKeyUntilItHasItsId()
    {
        var away = new AwayStore(new InMemoryDouble(), AwayStore.Way.Throws);
        await using var sequences = SequenceLog.Open(o => o.Use(away));
        using var scope = sequences.Begin(1);
        var key = Tag;
        Assert.StartsWith("pending-", key);

        away.ComeBack();
        await Wait.UntilAsync(() => !scope.IsPending);
        await Wait.UntilAsync(() => Tag == scope.Reference.ToString());
    }

    [Fact]
    public async Task WithoutAnActivityAScopeIsNotLarger()
    {
        await using var log = new RunningLog();
        Activity.Current = null;
        Enter(log);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Enter(log);
        var without = GC.GetAllocatedBytesForCurrentThread() - before;

        // A scope, its text, its property and value, and what AsyncLocal takes.
        Assert.InRange(without, 1, 420);

        static void Enter(RunningLog log)
        {
            using var scope = log.Sequences.Resume(RunningLog.Id);
        }
    }

    public void Dispose() => _activity.Dispose();
}
