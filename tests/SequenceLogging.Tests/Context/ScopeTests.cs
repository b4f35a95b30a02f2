using SequenceLogging.Context;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Context;

public class ScopeTests
{
    private static readonly SequenceId Other = SequenceId.Parse("SEQ-2025-07-00002");

    [Fact]
    public async Task OutsideOfAnySequenceNoneIsCurrent()
    {
        await using var log = new RunningLog();

        log.Logger.Information("Nobody's");

        Assert.Null(SequenceScope.Current);
        Assert.Equal([null], log.Ids);
    }

    [Fact]
    public async Task BeginIssuesAnIdAndMakesItCurrent()
    {
        await using var log = new RunningLog(configure: o => o.TimeProvider = At("2025-07-31T23:59:59Z"));

        using (var scope = log.Sequences.Begin(566158428, "ann", "en", new Dictionary<string, object?> { ["plan"] = "pro" }))
        {
            log.Logger.Information("Hers");
            Assert.Same(scope, SequenceScope.Current);
            Assert.Equal("SEQ-2025-07-00001", scope.ToString());
        }

        Assert.Null(SequenceScope.Current);
        Assert.Equal(["SEQ-2025-07-00001"], log.Ids);
        var (id, sequence) = Assert.Single(log.Store.Sequences);
        Assert.Equal("SEQ-2025-07-00001", id.ToString());
        Assert.Equal((new UserId(566158428), "ann", "en"), (sequence.UserId, sequence.Username, sequence.Language));
        Assert.Equal("""{"plan":"pro"}""", sequence.Metadata);
    }

    [Fact]
    public async Task BeginOrResumeFindsWhatIsOpenAndBeginsWhereNothingIs()
    {
        await using var log = new RunningLog();
        SequenceId first, again, afterItsEnd;
        using (var scope = log.Sequences.BeginOrResume("ann"))
        {
            first = scope.SequenceId;
        }

        using (var scope = log.Sequences.BeginOrResume("ann"))
        {
            again = scope.SequenceId;
            scope.Complete(); // known to the next question although it is only on its way
        }

        using (var scope = log.Sequences.BeginOrResume("ann"))
        {
            afterItsEnd = scope.SequenceId;
        }

        Assert.Equal(first, again);
        Assert.NotEqual(first, afterItsEnd);
        Assert.Equal(2, log.Store.Sequences.Count);
    }

    [Fact]
    public async Task AnEmptyIdCannotBeResumedNorEnded()
    {
        await using var log = new RunningLog();

        Assert.Contains("IssueAsync", Assert.Throws<ArgumentException>(() => log.Sequences.Resume(default)).Message);
        Assert.Throws<ArgumentException>(() => log.Sequences.Complete(default));
        Assert.Throws<ArgumentException>(() => log.Sequences.Fail(default, "why"));
        Assert.Throws<ArgumentException>(() => log.Sequences.Abandon(default));
    }

    [Fact]
    public async Task ALogThatIsClosedCannotBeEntered()
    {
        await using var log = new RunningLog();
        await log.Sequences.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => log.Sequences.Resume(RunningLog.Id));
        Assert.Throws<ObjectDisposedException>(() => log.Sequences.Begin());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.Sequences.GetSequenceDetailsAsync(RunningLog.Id));
    }

    [Fact]
    public async Task TheInnerScopeHidesTheOuterUntilItEnds()
    {
        await using var log = new RunningLog();

        using (log.Sequences.Resume(RunningLog.Id))
        {
            using (log.Sequences.Resume(Other))
            {
                log.Logger.Information("Inner");
            }

            log.Logger.Information("Outer");
        }

        log.Logger.Information("None");

        Assert.Equal([Other.ToString(), RunningLog.Id.ToString(), null], log.Ids);
    }

    [Fact]
    public async Task InsideSuppressThereIsNoSequence()
    {
        await using var log = new RunningLog();
        using var outer = log.Sequences.Resume(RunningLog.Id);

        using (SequenceLog.Suppress())
        {
            log.Logger.Information("{StepName}", "Housekeeping");
            Assert.Null(SequenceScope.Current);
            using (log.Sequences.Resume(Other))
            {
                log.Logger.Information("A sequence in it counts");
            }
        }

        log.Logger.Information("Back");

        Assert.Equal([null, Other.ToString(), RunningLog.Id.ToString()], log.Ids);
        Assert.Equal(1, log.Sequences.Delivery.RejectedBy["no_sequence"]);
    }

    [Fact]
    public async Task ASecondDisposeDoesNothing()
    {
        await using var log = new RunningLog();
        using var outer = log.Sequences.Resume(RunningLog.Id);
        var scope = log.Sequences.Resume(Other);
        scope.Dispose();
        using var next = log.Sequences.Resume(Other);

        scope.Dispose();

        Assert.Same(next, SequenceScope.Current);
    }

    [Fact]
    public async Task DisposedOutOfOrderAScopeEndsItselfOnly()
    {
        await using var log = new RunningLog();
        var outer = log.Sequences.Resume(RunningLog.Id);
        var middle = log.Sequences.Resume(Other);
        var inner = log.Sequences.Resume(RunningLog.Id);

        middle.Dispose();
        Assert.Same(inner, SequenceScope.Current);

        outer.Dispose();
        Assert.Same(inner, SequenceScope.Current);

        inner.Dispose();
        Assert.Null(SequenceScope.Current);
    }

    [Fact]
    public async Task AScopeEndsItsSequenceByNameBehindWhatWasLogged()
    {
        await using var log = new RunningLog();
        using (var scope = log.Sequences.Begin())
        {
            log.Logger.Information("{StepName}", "First");
            scope.Fail("no money");
            scope.Abandon();
            scope.Complete();
            log.Logger.Information("Still {StepName}", "Inside");
        }

        var records = await log.StoredAsync();

        Assert.Equal(
            ["Step First", "Status Failed no money", "Status Abandoned ", "Status Completed ", "Step Inside"],
            records.Select(r => r.Kind is RecordKind.Step ? $"Step {r.Name}" : $"Status {r.SequenceStatus} {r.Message}"));
    }

    private static ManualTimeProvider At(string time) =>
        new(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
}
