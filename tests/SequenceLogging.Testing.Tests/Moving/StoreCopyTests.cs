using SequenceLogging.Moving;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;
using SequenceLogging.StoreContract.Moving;

namespace SequenceLogging.Testing.Tests.Moving;

public sealed class StoreCopyTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly Application _app;
    private readonly SequenceLogOptions _targetOptions = new SequenceLogOptions().UseInMemory();
    private readonly ISequenceStore _target;

    public StoreCopyTests()
    {
        _target = _targetOptions.Provider!.Open(_targetOptions);
        var clock = new TestClock(Noon);
        _app = new Application(SequenceLog.Open(o => { o.UseInMemory(); o.TimeProvider = clock; }), clock);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ISequenceStore Source => _app.Store;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task ACopyAnswersEveryQuestionLikeItsSource()
    {
        await Variety.FillAsync(_app);

        var result = await CopyAsync();

        Assert.True(result.IsComplete, Text(result));
        await SameAnswers.AssertAsync(Source.Reader, _target.Reader, Token);
        var statistics = await _app.StatisticsAsync();
        Assert.Equal(
            (statistics.Sequences.Total, statistics.Steps.Total, statistics.Links.Total, 2L, 0L, 0L),
            (result.Sequences, result.Steps, result.Links, result.EventIds, result.OnlyInTarget, result.StepsOnlyInStatistics));
    }

    [Fact]
    public async Task CopyingAgainChangesNothing()
    {
        await Variety.FillAsync(_app);
        await CopyAsync();

        var again = await CopyAsync();

        Assert.Equal((1, 0L, 0L, true), (again.Passes, again.Written, again.ReservedIds, again.IsComplete));
    }

    [Fact]
    public async Task ASourceThatHasGrownAddsOnlyWhatIsNew()
    {
        var ids = await Variety.FillAsync(_app);
        await CopyAsync();
        foreach (var id in ids)
        {
            _app.Step(id, "Later");
            _app.Link(id, "ads:ad:87");
            _app.Sequences.Complete(id);
        }

        _app.Begin(8);
        await _app.FlushAsync();

        var grown = await CopyAsync();

        Assert.True(grown.IsComplete, Text(grown));
        Assert.InRange(grown.Written, 3 * ids.Count, (4 * ids.Count) + 2); // a link has two times
        await SameAnswers.AssertAsync(Source.Reader, _target.Reader, Token);
    }

    [Fact]
    public async Task TheTargetIssuesNoIdOfTheSource()
    {
        await Variety.FillAsync(_app);
        await Source.LeaseIdsAsync(Noon, 3, Token); // whoever has these may still show them
        var last = (await Source.Reader.GetStatisticsAsync(Token)).Counters.Single(c => c.Month == "2025-07").Last;

        await CopyAsync();

        var next = await _target.CreateAsync(new NewSequence { CreatedAt = Noon }, Token);
        Assert.Equal(new SequenceId(2025, 7, last + 1), next);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task ACopyThatIsCutOffAnywhereGoesOn(int batchSize)
    {
        await Variety.FillAsync(_app);
        for (var batches = 1; ; batches++)
        {
            await using var target = Open();
            using var cut = new CancellationTokenSource();
            var failing = new CutOffStore(target, batches, cut);
            try
            {
                await new StoreCopy(Source.Reader, failing, new CopyOptions { BatchSize = batchSize }).CopyAsync(null, cut.Token);
                Assert.True(batches > 5);
                return;
            }
            catch (OperationCanceledException)
            {
            }

            var resumed = await new StoreCopy(Source.Reader, target).CopyAsync(null, Token);

            Assert.True(resumed.IsComplete, $"cut off behind batch {batches}: {Text(resumed)}");
            await SameAnswers.AssertAsync(Source.Reader, target.Reader, Token);
        }
    }

    [Fact]
    public async Task WhileTheSourceIsWrittenNothingIsLostAndWhatMovesIsNamed()
    {
        var ids = await Variety.FillAsync(_app);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    _app.Step(ids[i % ids.Count], $"Live {i}");
                    _app.Step(_app.Begin(9), "New");
                    await _app.FlushAsync();
                }
            },
            Token);
        var moving = await CopyAsync(new CopyOptions { MaxPasses = 2, PageSize = 2 });
        await stop.CancelAsync();
        await writing;

        Assert.Equal((2, 0), (moving.Passes, moving.FaultCount));
        var result = await CopyAsync();
        Assert.True(result.IsComplete, Text(result));
        await SameAnswers.AssertAsync(Source.Reader, _target.Reader, Token);
    }

    [Fact]
    public async Task WhatComesBetweenTwoPassesIsCopiedByTheNext()
    {
        var ids = await Variety.FillAsync(_app);
        var told = 0;
        var progress = new Each<CopyProgress>(p =>
        {
            if (p is { Pass: 2, Sequences: 1 } && told++ == 0)
            {
                _app.Step(ids[0], "Late");
                _app.FlushAsync().GetAwaiter().GetResult();
            }
        });

        // By single pages, since a page is read ahead of what is told.
        var result = await new StoreCopy(Source.Reader, _target, new CopyOptions { PageSize = 1 }).CopyAsync(progress, Token);

        Assert.True(result.IsComplete, Text(result));
        Assert.Equal(3, result.Passes);
        await SameAnswers.AssertAsync(Source.Reader, _target.Reader, Token);
    }

    [Fact]
    public async Task JourneysAreReadAFewAhead()
    {
        await Variety.FillAsync(_app);
        await using var slow = new WaitingReader(Source.Reader, untilAsked: 3);

        var result = await new StoreCopy(slow, _target).CopyAsync(null, Token).WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.True(result.IsComplete, Text(result));
        await SameAnswers.AssertAsync(Source.Reader, _target.Reader, Token);
    }

    [Fact]
    public async Task ACopyThatFailsLeavesNoQuestionBehind()
    {
        await Variety.FillAsync(_app);
        await using var failing = new WaitingReader(Source.Reader, untilAsked: 3) { FailsAt = 1 };

        await Assert.ThrowsAsync<SequenceStoreException>(
            () => new StoreCopy(failing, _target).CopyAsync(null, Token).WaitAsync(TimeSpan.FromSeconds(30), Token));

        Assert.Equal(0, failing.UnderWay);
    }

    [Fact]
    public async Task AnotherJourneyUnderTheSameIdIsNamedAndStaysAsItIs()
    {
        var ids = await Variety.FillAsync(_app);
        var taken = await _target.CreateAsync(new NewSequence { CreatedAt = Noon, UserId = 1 }, Token);
        var before = await _target.Reader.GetDetailsAsync(taken, Token);
        Assert.Equal(ids[0], taken);

        var result = await CopyAsync();

        var fault = Assert.Single(result.Faults);
        Assert.Equal((taken, "userId"), (fault.Sequence, fault.Field));
        Assert.Equal("SEQ-2025-07-00001 userId: the source has \"566158428\", the target \"1\"; nothing was changed in it", fault.ToString());
        Assert.Equal((false, 1L, 0L), (result.IsComplete, result.FaultCount, result.MovingCount));
        Assert.Equivalent(before, await _target.Reader.GetDetailsAsync(taken, Token), strict: true);
        Assert.Equal((await _app.StatisticsAsync()).Sequences.Total - 1, result.Sequences);
    }

    [Fact]
    public async Task ATargetThatWentOnByItselfIsAnotherJourney()
    {
        var ids = await Variety.FillAsync(_app);
        await CopyAsync();
        await using (var other = new Application(SequenceLog.Open(o => o.Provider = _targetOptions.Provider), new TestClock(Noon)))
        {
            other.Step(ids[1], "Only here");
            await other.FlushAsync();
        }

        _app.Step(ids[1], "Only there");
        await _app.FlushAsync();

        var fault = Assert.Single((await CopyAsync()).Faults);
        Assert.Equal(ids[1], fault.Sequence);
        Assert.StartsWith("steps[", fault.Field, StringComparison.Ordinal);
        Assert.Contains("Only there", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheTargetHasBesideIsCountedAndLeftAlone()
    {
        await Variety.FillAsync(_app);
        var own = await _target.CreateAsync(new NewSequence { CreatedAt = Noon.AddYears(1) }, Token);

        var result = await CopyAsync();

        Assert.True(result.IsComplete, Text(result));
        Assert.Equal(1, result.OnlyInTarget);
        Assert.NotNull(await _target.Reader.GetDetailsAsync(own, Token));
    }

    [Fact]
    public async Task StepsThatOnlyTheStatisticsRememberAreCounted()
    {
        var ids = await Variety.FillAsync(_app);
        var steps = (await Source.Reader.GetDetailsAsync(ids[1], Token))!.StepCount;
        await Source.EraseUserAsync("ann", Token);

        var result = await CopyAsync();

        Assert.True(result.IsComplete, Text(result));
        Assert.InRange(result.StepsOnlyInStatistics, steps, steps + 1); // the user had another one, known by a key
    }

    [Fact]
    public async Task WhatTheTargetRefusesStopsItsOwnJourneyOnly()
    {
        await Variety.FillAsync(_app);
        var refusing = new RefusingStore(_target, record => record.Name == "User_Flow_1_Start");

        var result = await new StoreCopy(Source.Reader, refusing).CopyAsync(null, Token);

        Assert.Equal((2, 0), (result.FaultCount, result.MovingCount));
        Assert.All(result.Faults, f => Assert.Equal("record", f.Field));
        Assert.Equal((await _app.StatisticsAsync()).Sequences.Total - 2, result.Sequences);
    }

    [Fact]
    public async Task AKeyThatIsAnotherJourneysIsNamed()
    {
        await Variety.FillAsync(_app);
        var other = await Variety.BeginAsync(_target, "pending-1", Noon.AddYears(1));

        var fault = Assert.Single((await CopyAsync()).Faults);

        Assert.Equal("keys", fault.Field);
        Assert.Contains($"\"pending-1\" is {other}", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsOutOfRangeAreNamedAllAtOnce()
    {
        var options = new CopyOptions { MaxPasses = 1, BatchSize = 0, PageSize = 0, MaxListed = -1 };

        var error = Assert.Throws<ArgumentException>(() => new StoreCopy(Source.Reader, _target, options));

        Assert.All((string[])["MaxPasses", "BatchSize", "PageSize", "MaxListed"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static ISequenceStore Open()
    {
        var options = new SequenceLogOptions().UseInMemory();
        return options.Provider!.Open(options);
    }

    private static string Text(CopyResult result) =>
        string.Join("; ", result.Faults.Concat(result.Moving)) + $" after {result.Passes} passes";

    private Task<CopyResult> CopyAsync(CopyOptions? options = null) =>
        new StoreCopy(Source.Reader, _target, options).CopyAsync(null, Token);
}
