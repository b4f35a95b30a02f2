using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Context;

/// <summary>An exception is mostly logged where its scope is gone.</summary>
public class ExceptionScopeTests
{
    private static readonly SequenceId Other = SequenceId.Parse("SEQ-2025-07-00002");

    [Fact]
    public async Task AnExceptionCarriesTheIdOutOfRun()
    {
        await using var log = new RunningLog();

        LogWhatLeaves(log, () => log.Sequences.Run(RunningLog.Id, Throw));

        await AssertKeptAsync(log, RunningLog.Id);
    }

    [Fact]
    public async Task AnExceptionCarriesTheIdOutOfRunAsync()
    {
        await using var log = new RunningLog();

        await LogWhatLeavesAsync(log, () => log.Sequences.RunAsync(RunningLog.Id, async () =>
        {
            await Task.Yield();
            Throw();
        }));
        await LogWhatLeavesAsync(log, () => log.Sequences.RunAsync<int>(RunningLog.Id, async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("Boom");
        }));

        Assert.Equal([RunningLog.Id.ToString(), RunningLog.Id.ToString()], log.Ids);
        Assert.Equal(2, (await log.StoredAsync()).Count);
    }

    [Fact]
    public async Task AnExceptionThatIsStampedByHandCarriesTheIdToo()
    {
        await using var log = new RunningLog();

        LogWhatLeaves(log, () =>
        {
            using var scope = log.Sequences.Resume(RunningLog.Id);
            try
            {
                log.Sequences.Run(Other, Throw);
            }
            catch (InvalidOperationException e)
            {
                scope.Stamp(e); // It names the other one, and keeps that.
                var own = new InvalidOperationException("Boom");
                scope.Stamp(own);
                log.Logger.Error(e, "Inside");
                throw own;
            }
        });
        using (var none = SequenceLog.Suppress())
        {
            var free = new InvalidOperationException("Boom");
            none.Stamp(free);
            Assert.Empty(free.Data);
        }

        Assert.Equal([RunningLog.Id.ToString(), RunningLog.Id.ToString()], log.Ids);
    }

    [Fact]
    public async Task TheInnermostSequenceIsWhereItHappened()
    {
        await using var log = new RunningLog();

        LogWhatLeaves(log, () => log.Sequences.Run(RunningLog.Id, () => log.Sequences.Run(Other, Throw)));

        await AssertKeptAsync(log, Other);
    }

    [Fact]
    public async Task AnExceptionAroundItStillTells()
    {
        await using var log = new RunningLog();

        LogWhatLeaves(log, () => log.Sequences.RunAsync(RunningLog.Id, () => Task.Run(Throw)).Wait());
        LogWhatLeaves(log, () =>
        {
            try
            {
                log.Sequences.Run(RunningLog.Id, Throw);
            }
            catch (InvalidOperationException e)
            {
                throw new NotSupportedException("The handler failed.", e);
            }
        });

        Assert.Equal([RunningLog.Id.ToString(), RunningLog.Id.ToString()], log.Ids);
    }

    [Fact]
    public async Task TheScopeWhereItIsLoggedWins()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(Other);

        LogWhatLeaves(log, () => log.Sequences.Run(RunningLog.Id, Throw));

        Assert.Equal([Other.ToString()], log.Ids);
    }

    [Fact]
    public async Task AnExceptionWhoseDataCannotBeUsedIsThrownAndLoggedAllTheSame()
    {
        await using var log = new RunningLog();

        foreach (var exception in new Exception[] { new WithoutData(), new WithThrowingData(), new WithReadOnlyData() })
        {
            LogWhatLeaves(log, () => log.Sequences.Run(RunningLog.Id, () => throw exception));
            Assert.Same(exception, log.Collected.Events.Last().Exception);
            log.Logger.Error(exception, "{StepName} in {SequenceId}", "S", RunningLog.Id);
            Assert.Same(exception, log.Collected.Events.Last().Exception);
        }

        Assert.Equal(6, log.Collected.Events.Count);
        Assert.Equal(3, (await log.StoredAsync()).Count(r => r.Name == "S"));
    }

    private static void Throw() => throw new InvalidOperationException("Boom");

    private static void LogWhatLeaves(RunningLog log, Action body)
    {
        try
        {
            body();
        }
        catch (Exception e)
        {
            log.Logger.Error(e, "It broke");
        }
    }

    private static async Task LogWhatLeavesAsync(RunningLog log, Func<Task> body)
    {
        try
        {
            await body();
        }
        catch (Exception e)
        {
            log.Logger.Error(e, "It broke");
        }
    }

    private static async Task AssertKeptAsync(RunningLog log, SequenceId id)
    {
        Assert.Equal([id.ToString()], log.Ids);
        var record = Assert.Single(await log.StoredAsync());
        Assert.Equal((RecordKind.Error, id, "It broke"), (record.Kind, record.Sequence, record.Message));
        Assert.Contains("Boom", record.Error);
    }

    private sealed class WithoutData : Exception
    {
        public override System.Collections.IDictionary Data => null!;
    }

    private sealed class WithThrowingData : Exception
    {
        public override System.Collections.IDictionary Data => throw new TimeZoneNotFoundException();
    }

    private sealed class WithReadOnlyData : Exception
    {
        public override System.Collections.IDictionary Data { get; } =
            new System.Collections.ObjectModel.ReadOnlyDictionary<string, string>(new Dictionary<string, string>());
    }
}
