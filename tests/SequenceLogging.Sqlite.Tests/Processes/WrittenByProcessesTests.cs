using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;
using SequenceLogging.StoreContract.Processes;
using SequenceLogging.Testing;

namespace SequenceLogging.Sqlite.Tests.Processes;

/// <summary>Each fault that processes could leave behind must be told: here a reader makes it up.</summary>
public sealed class WrittenByProcessesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly Application _app;
    private readonly List<SequenceId> _begun = [];

    public WrittenByProcessesTests()
    {
        var clock = new TestClock(Noon);
        _app = new Application(SequenceLog.Open(o => { o.UseInMemory(); o.TimeProvider = clock; }), clock);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 4; i++)
        {
            _begun.Add(_app.Begin());
            _app.Step(_begun[i], "Step 1");
            _app.Step(_begun[i], "Step 2");
        }

        await _app.FlushAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task AGoodStoreHasNoFault() => Assert.Empty(await FindFaultsAsync(_app.Store.Reader));

    [Fact]
    public async Task AnIdThatWasIssuedTwiceIsTold()
    {
        _begun.Add(_begun[2]);

        Assert.Equal([$"{_begun[2]} was issued 2 times"], await FindFaultsAsync(_app.Store.Reader));
    }

    [Fact]
    public async Task AGapIsTold()
    {
        _begun.RemoveAt(1);

        Assert.Contains("the numbers of 2025-07 have a gap: 3 up to 4", await FindFaultsAsync(_app.Store.Reader));
    }

    [Theory]
    [InlineData(nameof(ISequenceReader.GetDetailsAsync), "has no sequence")]
    [InlineData("order", "has its steps as 1. Step 2, 2. Step 1")]
    [InlineData("lost", "has its steps as 1. Step 1", "8 steps, 8 by component, of 7", "8 records emitted", "4 of Step 2", "4 pairs")]
    [InlineData("sequences", "statistics: 5 sequences")]
    [InlineData("steps", "statistics: 9 steps")]
    [InlineData("components", "0 by component")]
    [InlineData("books", "9 records emitted")]
    [InlineData("kinds", "statistics of steps: 0 of Step 1")]
    [InlineData("pairs", "statistics of steps: 0 pairs")]
    [InlineData("last", "the account of 2025-07 has 4 numbers in use up to 5")]
    [InlineData("used", "the account of 2025-07 has 3 numbers in use up to 4")]
    public async Task AFaultIsTold(string lie, params string[] faults)
    {
        var found = await FindFaultsAsync(new LyingReader(_app.Store.Reader, lie, _begun[3]));

        Assert.All(faults, fault => Assert.Contains(found, line => line.Contains(fault, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true, "1 3", "2 4")]
    [InlineData(true, "1 4", "2 3")]
    [InlineData(true, "3 4", "1 5", "6 7")]
    [InlineData(false, "1 2", "3 4")]
    [InlineData(false, "5 6", "3 4", "1 2")]
    public void ProcessesHaveMetWhereOneIssuedAnIdBetweenTwoOfAnother(bool haveMet, params string[] runs)
    {
        var written = new WrittenByProcesses(2);
        written.Add([.. runs.Select(run => run.Split(' ').Select(n => new SequenceId(2025, 7, int.Parse(n, null))).ToArray())]);

        Assert.Equal(haveMet, written.HaveMet);
    }

    private Task<IReadOnlyList<string>> FindFaultsAsync(ISequenceReader reader)
    {
        var written = new WrittenByProcesses(2);
        written.Add([_begun]);
        return written.FindFaultsAsync(reader, Token);
    }

    private sealed class LyingReader(ISequenceReader inner, string lie, SequenceId about) : ReaderDecorator(inner)
    {
        public override async ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default)
        {
            var details = (await base.GetDetailsAsync(id, cancellationToken))!;
            return lie switch
            {
                _ when id != about => details,
                nameof(GetDetailsAsync) => null,
                "order" => details with { Steps = [details.Steps[1] with { Order = 1 }, details.Steps[0] with { Order = 2 }] },
                "lost" => details with { Steps = [details.Steps[0]] },
                _ => details,
            };
        }

        public override async ValueTask<SystemStatistics> GetStatisticsAsync(CancellationToken cancellationToken = default)
        {
            var all = await base.GetStatisticsAsync(cancellationToken);
            return lie switch
            {
                "sequences" => all with { Sequences = all.Sequences with { Total = all.Sequences.Total + 1 } },
                "steps" => all with { Steps = all.Steps with { Total = all.Steps.Total + 1 } },
                "components" => all with { Components = [] },
                "books" => all with { Delivery = all.Delivery with { Emitted = all.Delivery.Emitted + 1 } },
                _ => all,
            };
        }

        public override async ValueTask<StepStatistics> GetStepStatisticsAsync(
            int firstMonth, int lastMonth, CancellationToken cancellationToken = default)
        {
            var all = await base.GetStepStatisticsAsync(firstMonth, lastMonth, cancellationToken);
            return lie switch
            {
                "kinds" => all with { Steps = [.. all.Steps.Where(s => s.Step.Name != "Step 1")] },
                "pairs" => all with { Transitions = [] },
                _ => all,
            };
        }

        public override async ValueTask<StoreExamination> ExamineAsync(CancellationToken cancellationToken = default)
        {
            var all = await base.ExamineAsync(cancellationToken);
            return lie switch
            {
                "last" => all with { Ids = [all.Ids[0] with { Last = all.Ids[0].Last + 1 }] },
                "used" => all with { Ids = [all.Ids[0] with { Used = all.Ids[0].Used - 1 }] },
                _ => all,
            };
        }
    }
}
