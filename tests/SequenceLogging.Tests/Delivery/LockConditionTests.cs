using SequenceLogging.Delivery;

namespace SequenceLogging.Tests.Delivery;

public class LockConditionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();

    [Fact]
    public void WhenTheTimeIsOverTheLockIsHeldAgain()
    {
        var condition = new LockCondition(_lock);
        lock (_lock)
        {
            condition.Wait(TimeSpan.FromMilliseconds(5));
            Assert.True(_lock.IsHeldByCurrentThread);
        }

        Assert.False(_lock.IsHeldByCurrentThread);
    }

    [Fact]
    public async Task ThoseWhoTakeTurnsMissNoPulse()
    {
        // Each waits for the others some thousand times, and a pulse that all of them get lets them meet at the lock: one that got lost
        // would take all the patience that there is.
        const int Turns = 50_000;
        const int Players = 4;
        var condition = new LockCondition(_lock);
        var turn = 0;
        var players = Enumerable.Range(0, Players).Select(player => Task.Factory.StartNew(
            () =>
            {
                while (true)
                {
                    lock (_lock)
                    {
                        while (turn % Players != player && turn < Turns)
                        {
                            condition.Wait(2 * Patience);
                        }

                        if (turn >= Turns)
                        {
                            condition.PulseAll();
                            return;
                        }

                        turn++;
                        condition.PulseAll();
                    }
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        await Task.WhenAll(players).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(Turns, turn);
    }

    [Fact]
    public async Task APulseWakesAllWhoWait()
    {
        var condition = new LockCondition(_lock);
        var (isOver, waiting) = (false, 0);
        var waiters = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(
            () =>
            {
                lock (_lock)
                {
                    for (waiting++; !isOver;)
                    {
                        condition.Wait(2 * Patience);
                    }
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        while (true)
        {
            lock (_lock)
            {
                if (waiting == waiters.Length)
                {
                    isOver = true;
                    condition.PulseAll();
                    break;
                }
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await Task.WhenAll(waiters).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
