using SequenceLogging.Storage;
using Serilog;

namespace SequenceLogging.Faults.Tests;

/// <summary><c>AuditTo.Sequences</c>: durable when the call returns, or an exception.</summary>
public class AuditTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task TheCallReturnsWhenAnotherConnectionSeesTheRow()
    {
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        var audits = Lane.Pick(50, 2_000);
        await using (var log = SequenceLog.Open(o => o.UseSqlite(store.Path)))
        {
            await using var logger = new LoggerConfiguration().AuditTo.Sequences(log).CreateLogger();
            using var scope = log.Begin(1);
            for (var i = 1; i <= audits; i++)
            {
                logger.Information("{StepName}", "Audited");
                Assert.Equal(i, store.Count("SELECT count(*) FROM steps"));
            }
        }

        store.MustBeWhole();
        Lane.Note($"audit: {audits} of {audits} rows visible to another connection when the call returned");
    }

    [Fact]
    public async Task AStoreThatIsHeldTooLongIsAnExceptionAndTheStepIsStoredLaterOnce()
    {
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        await using (var log = SequenceLog.Open(o =>
        {
            o.UseSqlite(store.Path);
            o.AuditTimeout = TimeSpan.FromMilliseconds(300);
        }))
        {
            await using var logger = new LoggerConfiguration().AuditTo.Sequences(log).CreateLogger();
            using var scope = log.Begin(1);
            using (var holder = Child.Start("hold", store.Path))
            {
                await holder.SaysAsync("held");
                var thrown = Assert.Throws<AggregateException>(() => logger.Information("{StepName}", "Audited"));
                var cause = Assert.IsType<SequenceStoreException>(Assert.Single(thrown.InnerExceptions));
                Assert.Contains("in the journal", cause.Message, StringComparison.Ordinal);
                Assert.Equal(0, store.Count("SELECT count(*) FROM steps"));
            }

            Assert.True((await log.FlushAsync(Long)).IsComplete);
            Assert.Equal(1, store.Count("SELECT count(*) FROM steps"));
        }

        store.MustBeWhole();
        store.MustHaveNoJournalLeft();
    }

    [Fact]
    public async Task AuditsOfManyThreadsShareCommits()
    {
        const int Threads = 16;
        var perThread = Lane.Pick(50, 2_000);
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        var options = new SequenceLogOptions().UseSqlite(store.Path);
        var counting = new CommitCounter(options.Provider!.Open(options));
        await using (var log = SequenceLog.Open(o =>
        {
            o.Use(counting);
            o.JournalPath = folder.File("journals");
        }))
        {
            await using var logger = new LoggerConfiguration().AuditTo.Sequences(log).CreateLogger();
            var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
            {
                using var scope = log.Begin(1);
                for (var i = 0; i < perThread; i++)
                {
                    logger.Information("{StepName}", "Audited");
                }
            })).ToArray();
            Array.ForEach(threads, t => t.Start());
            Array.ForEach(threads, t => t.Join());

            StoreFile.MustBalance(log.Delivery);
            Assert.Equal(Threads * perThread, log.Delivery.Stored);
        }

        Assert.True(counting.Commits < Threads * perThread / 2, $"{counting.Commits} commits");
        store.MustBeWhole();
        Lane.Note($"audit: {Threads * perThread} audits of {Threads} threads in {counting.Commits} commits");
    }

    private sealed class CommitCounter(ISequenceStore inner) : StoreDecorator(inner)
    {
        public int Commits { get; private set; }

        public override ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default)
        {
            Commits++;
            return base.AppendAsync(batch, cancellationToken);
        }
    }
}
