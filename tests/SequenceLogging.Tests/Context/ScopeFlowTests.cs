using System.Threading.Channels;
using SequenceLogging.Context;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Context;

/// <summary>Where a scope goes, and where it does not.</summary>
public class ScopeFlowTests
{
    private static readonly SequenceId Other = SequenceId.Parse("SEQ-2025-07-00002");

    private static SequenceId? Current => SequenceScope.Current?.SequenceId;

    [Fact]
    public async Task ItFlowsIntoTasksThreadsAndThePool()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);
        SequenceId? onThread = null, inPool = null;

        var thread = new Thread(() => onThread = Current);
        thread.Start();
        thread.Join();
        using var done = new ManualResetEventSlim();
        ThreadPool.QueueUserWorkItem(_ =>
        {
            inPool = Current;
            done.Set();
        });
        Assert.True(done.Wait(TimeSpan.FromSeconds(10)));

        Assert.Equal(RunningLog.Id, await Task.Run(() => Current));
        Assert.Equal(RunningLog.Id, await Task.Run(async () =>
        {
            await Task.Yield();
            return Current;
        }));
        Assert.Equal((RunningLog.Id, RunningLog.Id), (onThread, inPool));
    }

    [Fact]
    public async Task ItFlowsIntoParallelLoopsWhoseBodiesDoNotSeeEachOther()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);
        var wrong = 0;

        await Parallel.ForEachAsync(Enumerable.Range(1, 2_000), async (i, _) =>
        {
            if (Current != RunningLog.Id)
            {
                Interlocked.Increment(ref wrong);
            }

            var own = new SequenceId(2026, 1, i);
            using (log.Sequences.Resume(own))
            {
                await Task.Yield();
                if (Current != own)
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        });

        Assert.Equal(0, wrong);
        Assert.Equal(RunningLog.Id, Current);
    }

    [Fact]
    public async Task WhatATaskDoesToItsFlowIsNotSeenOutside()
    {
        await using var log = new RunningLog();

        await Task.Run(() => log.Sequences.Resume(RunningLog.Id));

        Assert.Null(Current);
    }

    [Fact]
    public async Task SuppressFlowKeepsItOut()
    {
        await using var log = new RunningLog();
        using var scope = log.Sequences.Resume(RunningLog.Id);
        Task<SequenceId?> task;
        using (ExecutionContext.SuppressFlow())
        {
            task = Task.Run(() => Current);
        }

        Assert.Null(await task);
    }

    [Fact]
    public async Task AChannelCarriesValuesAndNoScope()
    {
        await using var log = new RunningLog();
        var channel = Channel.CreateUnbounded<string>();
        var reader = Task.Run(async () =>
        {
            await channel.Reader.ReadAsync();
            return Current;
        });

        using (log.Sequences.Resume(RunningLog.Id))
        {
            await channel.Writer.WriteAsync("work");
        }

        Assert.Null(await reader);
    }

    [Fact]
    public async Task ATimerMadeInsideHasItAsLongAsItLives()
    {
        await using var log = new RunningLog();
        using var ticks = new SemaphoreSlim(0);
        var seen = new List<SequenceId?>();
        using (log.Sequences.Resume(RunningLog.Id))
        {
            var inner = log.Sequences.Resume(Other);
            using var timer = new Timer(_ =>
            {
                seen.Add(Current);
                ticks.Release();
            });

            Tick();
            inner.Dispose();
            Tick(); // the nearest scope around it that lives

            void Tick()
            {
                timer.Change(0, Timeout.Infinite);
                Assert.True(ticks.Wait(TimeSpan.FromSeconds(10)));
            }
        }

        Assert.Equal([Other, RunningLog.Id], seen);
    }

    [Fact]
    public async Task ATaskLeftRunningDoesNotStampTheIdOfAScopeThatHasEnded()
    {
        await using var log = new RunningLog();
        var gate = new TaskCompletionSource();
        Task left;
        using (log.Sequences.Resume(RunningLog.Id))
        {
            left = LogWhenTheGateOpensAsync();
        }

        gate.SetResult();
        await left;

        Assert.Equal([RunningLog.Id.ToString(), null], log.Ids);

        async Task LogWhenTheGateOpensAsync()
        {
            log.Logger.Information("In time");
            await gate.Task;
            log.Logger.Information("Too late");
        }
    }

    [Fact]
    public async Task DisposedInAnotherFlowItEndsEverywhere()
    {
        await using var log = new RunningLog();
        using var outer = log.Sequences.Resume(RunningLog.Id);
        var inner = log.Sequences.Resume(Other);

        await Task.Run(inner.Dispose);

        Assert.Equal(RunningLog.Id, Current);
    }

    [Fact]
    public async Task EnteredInAnAwaitedMethodItIsGoneInTheCaller()
    {
        await using var log = new RunningLog();

        var scope = await EnterAsync();

        Assert.Null(Current); // the trap, and why there is no BeginAsync
        scope.Dispose();

        using (log.Sequences.Resume(await log.Sequences.IssueAsync("ann")))
        {
            Assert.NotNull(Current);
        }

        async Task<SequenceScope> EnterAsync()
        {
            await Task.Yield();
            return log.Sequences.Resume(RunningLog.Id);
        }
    }

    [Fact]
    public async Task RunKeepsTheSequenceForTheBodyOnly()
    {
        await using var log = new RunningLog();
        SequenceId? inRun = null;

        log.Sequences.Run(RunningLog.Id, () => inRun = Current);
        var inRunAsync = await log.Sequences.RunAsync(Other, async () =>
        {
            await Task.Yield();
            return Current;
        });
        await log.Sequences.RunAsync(Other, async () => await Task.Yield());

        Assert.Equal((RunningLog.Id, Other), (inRun, inRunAsync));
        Assert.Null(Current);
    }

    [Fact]
    public async Task TheWriterDoesNotKeepTheScopeOfWhoeverOpensTheLog()
    {
        await using var log = new RunningLog();
        var store = new ScopeWatchingStore(new InMemoryDouble());
        using (log.Sequences.Resume(RunningLog.Id))
        {
            await using var second = SequenceLog.Open(o => o.Use(store));
            second.Complete(Other);
            await second.FlushAsync(TimeSpan.FromSeconds(10));
        }

        Assert.Equal([null], store.Seen.Distinct());
    }

    private sealed class ScopeWatchingStore(ISequenceStore inner) : StoreDecorator(inner)
    {
        public List<SequenceId?> Seen { get; } = [];

        public override ValueTask<AppendResult> AppendAsync(
            RecordBatch batch, CancellationToken cancellationToken = default)
        {
            Seen.Add(Current);
            return base.AppendAsync(batch, cancellationToken);
        }
    }
}
