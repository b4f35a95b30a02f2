using SequenceLogging.Storage;
using Serilog;

namespace SequenceLogging.Tests.Delivery;

/// <summary>Several logs on one store, and several stores in one process.</summary>
public class SharedPipelineTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task TwoLogsOnOneStoreShareItAndItClosesWithTheLast()
    {
        var key = Guid.NewGuid().ToString();
        var store = new InMemoryDouble();
        var first = SequenceLog.Open(o => o.Use(store, key));
        var second = SequenceLog.Open(o => o.Use(new InMemoryDouble(), key));
        Assert.Same(store, second.Store);

        second.Complete(RunningLog.Id);
        await first.FlushAsync(Long);
        Assert.Equal((1, 1), (first.Delivery.Stored, second.Delivery.Stored));

        await first.DisposeAsync();
        await first.DisposeAsync(); // leaves once
        Assert.False(store.IsDisposed);
        second.Complete(RunningLog.Id);
        Assert.True((await second.FlushAsync(Long)).IsComplete);

        await second.DisposeAsync();
        Assert.True(store.IsDisposed);
        Books.MustBalance(second.Delivery);

        // A store that was closed is opened anew.
        var again = new InMemoryDouble();
        await using var third = SequenceLog.Open(o => o.Use(again, key));
        Assert.Same(again, third.Store);
        Assert.Equal(0, third.Delivery.Emitted);
    }

    [Fact]
    public async Task TheScopeOfOneLogCountsForTheSinkOfAnotherOnTheSameStore()
    {
        var key = Guid.NewGuid().ToString();
        var store = new InMemoryDouble();
        await using var first = SequenceLog.Open(o => o.Use(store, key));
        await using var second = SequenceLog.Open(o => o.Use(store, key));
        await using var logger = new LoggerConfiguration().WriteTo.Sequences(second).CreateLogger();

        using (first.Resume(RunningLog.Id))
        {
            logger.Information("{StepName}", "Shared");
        }

        await first.FlushAsync(Long);
        Assert.Equal(RunningLog.Id, Assert.Single(store.Records).Sequence);
    }

    [Fact]
    public async Task AStepInASequenceOfOneStoreIsNotWrittenToAnother()
    {
        await using var mine = new RunningLog();
        await using var theirs = new RunningLog();
        await using var logger = new LoggerConfiguration()
            .Enrich.WithSequence().WriteTo.Sequences(mine.Sequences).WriteTo.Sequences(theirs.Sequences).CreateLogger();

        using (mine.Sequences.Resume(RunningLog.Id))
        {
            logger.Information("{StepName}", "Mine");
        }

        Assert.Equal("Mine", Assert.Single(await mine.StoredAsync()).Name);
        Assert.Empty(await theirs.StoredAsync());
        Assert.Equal(0, theirs.Sequences.Delivery.Emitted);
    }

    [Fact]
    public async Task AStoreThatDoesNotOpenIsNotRemembered()
    {
        var options = new SequenceLogOptions { Provider = new FailingOnceProvider() };

        Assert.Throws<SequenceStoreException>(() => SequenceLog.Open(options));

        await using var log = SequenceLog.Open(options);
        Assert.Equal("in-memory double", log.StoreName);
    }

    private sealed class FailingOnceProvider : ISequenceStoreProvider
    {
        private readonly string _key = Guid.NewGuid().ToString();
        private bool _hasFailed;

        public string GetKey(SequenceLogOptions options) => _key;

        public string? GetJournalPath(SequenceLogOptions options) => null;

        public ISequenceStore Open(SequenceLogOptions options)
        {
            if (!_hasFailed)
            {
                _hasFailed = true;
                throw new SequenceStoreException("Not today.");
            }

            return new InMemoryDouble();
        }

        public ISequenceReader OpenReader(SequenceLogOptions options) => throw new NotSupportedException();
    }
}
