using SequenceLogging.Delivery;

namespace SequenceLogging.Tests.Delivery;

/// <summary>The pool of the whole process: nothing else may wait in it meanwhile.</summary>
[CollectionDefinition(nameof(PoolRoomTests), DisableParallelization = true)]
[Collection(nameof(PoolRoomTests))]
public class PoolRoomTests
{
    private const int Waiting = 100;

    private static int Minimum
    {
        get
        {
            ThreadPool.GetMinThreads(out var workers, out _);
            return workers;
        }
    }

    [Fact]
    public async Task WorkBehindManyWhoWaitIsDoneAndThenThePoolIsAsItWas()
    {
        var before = Minimum;
        using var answer = new ManualResetEventSlim();
        var waiting = Enumerable.Range(0, Waiting)
            .Select(_ => InTurn(() => PoolRoom.Wait(answer.Wait, TimeSpan.FromSeconds(30)))).ToArray();

        // As the driver of a store would: behind all of them.
        _ = InTurn(() =>
        {
            answer.Set();
            return true;
        });
        var found = await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(false, found);
        Assert.Equal(before, Minimum);
    }

    private static Task<bool> InTurn(Func<bool> work) => Task.Factory.StartNew(
        work, TestContext.Current.CancellationToken, TaskCreationOptions.PreferFairness, TaskScheduler.Default);

    [Fact]
    public async Task WhatTheApplicationSetsMeanwhileStays()
    {
        var before = Minimum;
        ThreadPool.GetMinThreads(out _, out var others);
        using var answer = new ManualResetEventSlim();
        var waiting = Task.Run(() => PoolRoom.Wait(answer.Wait, TimeSpan.FromSeconds(30)), TestContext.Current.CancellationToken);
        try
        {
            await Wait.UntilAsync(() => Minimum > before);
            ThreadPool.SetMinThreads(before + 50, others);
            answer.Set();
            Assert.True(await waiting);

            Assert.Equal(before + 50, Minimum);
        }
        finally
        {
            ThreadPool.SetMinThreads(before, others);
        }
    }
}
