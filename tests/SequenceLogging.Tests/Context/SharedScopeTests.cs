using SequenceLogging.Context;
using SequenceLogging.Tests.Values;

namespace SequenceLogging.Tests.Context;

/// <summary>Scopes of one sequence share what they know, and each still ends by itself.</summary>
public class SharedScopeTests
{
    private static readonly SequenceId Id = RunningLog.Id;

    [Fact]
    public async Task AScopeThatHasEndedStaysEndedWhenItsSequenceIsEnteredAgain()
    {
        await using var log = new RunningLog();
        Enter(log, Id, times: 3);
        var scope = log.Sequences.Resume(Id);
        using var isEntered = new ManualResetEventSlim();
        var later = Task.Run(() =>
        {
            isEntered.Wait();
            return SequenceScope.Current;
        });
        scope.Dispose();

        using (log.Sequences.Resume(Id))
        {
            isEntered.Set();
            Assert.Null(await later);
            Assert.NotSame(scope, SequenceScope.Current);
        }
    }

    [Fact]
    public async Task EachOfTwoEndsByItself()
    {
        await using var log = new RunningLog();
        Enter(log, Id, times: 3);
        using var isOver = new ManualResetEventSlim();
        var scope = log.Sequences.Resume(Id);
        var other = Task.Run(async () =>
        {
            await Task.Yield();
            using var inside = log.Sequences.Resume(Id);
            isOver.Wait();
            return SequenceScope.Current == inside;
        });
        scope.Dispose();
        isOver.Set();

        Assert.True(await other);
        Assert.Null(SequenceScope.Current);
        Assert.Equal(Id, scope.SequenceId);
        Assert.Equal(Id.ToString(), scope.ToString());
        scope.Dispose();
    }

    [Fact]
    public async Task SequencesThatMeetInOnePlaceAreToldApart()
    {
        await using var log = new RunningLog();
        SequenceId[] ids = [.. Enumerable.Range(0, 3).Select(i => new SequenceId(2025, 7, 1 + (i * 256))), new SequenceId(2025, 8, 1)];
        foreach (var id in ids.Concat(ids).Concat(ids.SelectMany(id => new[] { id, id, id })).Concat(ids))
        {
            using var scope = log.Sequences.Resume(id);
            log.Logger.Information("Hers");
            Assert.Equal(id, scope.SequenceId);
            Assert.Equal(id.ToString(), log.Ids.Last());
        }
    }

    /// <summary>
    /// 72 of them are the execution context with one value in it, which <c>LogContext.PushProperty</c> makes twice. Without the sharing
    /// a scope that is entered again would be 176.
    /// </summary>
    [Fact]
    public void ToEnterAndLeaveASequenceAgainMakesLittleGarbage()
    {
        using var log = SequenceLog.Open(o => o.Use(new InMemoryDouble()));
        var number = 0;
        var (again, other) = (0L, 0L);

        // In a flow with nothing else in it.
        var thread = new Thread(() =>
        {
            again = Garbage.Of(() => log.Resume(Id).Dispose());
            other = Garbage.Of(() => log.Resume(new SequenceId(2025, 7, ++number)).Dispose());
        });
        thread.UnsafeStart();
        thread.Join();

        Assert.InRange(again, 1, 96 * 1_000);
        Assert.InRange(other, 97 * 1_000, 176 * 1_000);
    }

    private static void Enter(RunningLog log, SequenceId id, int times)
    {
        for (var time = 0; time < times; time++)
        {
            log.Sequences.Resume(id).Dispose();
        }
    }
}
