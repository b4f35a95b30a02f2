using SequenceLogging.Journeys;
using SequenceLogging.Seq.Pushing;
using SequenceLogging.Seq.Tests.Loopback;
using SequenceLogging.Storage;

namespace SequenceLogging.Seq.Tests.Pushing;

public sealed class SeqPushTests : IAsyncDisposable
{
    private readonly PushRun _run = new();

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task EverythingThatTheStoreHasArrivesOnce()
    {
        await _run.Store.LogAsync(journeys: 30);

        var result = await _run.PushAsync();

        await _run.MustBeThereOnceAsync();
        Assert.Equal(_run.Server.Events.Count, result.Events);
        Assert.Equal(30, _run.Server.Parsed.Count(e => e.TryGetProperty("EventKind", out var kind) && kind.GetString() == "SequenceSummary"));
        Assert.Equal(30, _run.Server.Parsed.Count(e => e.TryGetProperty("LinkComponent", out _)));
        Assert.Equal(30, _run.Server.Parsed.Count(e => e.TryGetProperty("SequenceStatus", out _)));
        Assert.Equal(60, _run.Server.Parsed.Count(e => e.TryGetProperty("@l", out var level) && level.GetString() == "Error"));
    }

    [Fact]
    public async Task PushedAgainNothingIsSent()
    {
        await _run.Store.LogAsync(journeys: 5);
        await _run.PushAsync();
        var requests = _run.Server.Requests;

        var result = await _run.PushAsync();

        Assert.Equal(0, result.Events);
        Assert.Equal(requests, _run.Server.Requests);
    }

    [Fact]
    public async Task WhatIsNewSinceThenIsSentAlone()
    {
        await _run.Store.LogAsync(journeys: 5, isEnded: false);
        await _run.PushAsync();
        await _run.Store.LogAsync(journeys: 3);

        var result = await _run.PushAsync();

        await _run.MustBeThereOnceAsync();
        Assert.InRange(result.Events, 1, _run.Server.Events.Count - 1);
    }

    [Fact]
    public async Task AnOldServerIsFoundAtItsOldAddress()
    {
        await using var run = new PushRun { Server = new IngestionServer { IsOld = true } };
        await run.Store.LogAsync(journeys: 3);

        await run.PushAsync();

        await run.MustBeThereOnceAsync();
    }

    [Fact]
    public async Task BatchesKeepToBytesAndCounts()
    {
        await using var run = new PushRun { Server = new IngestionServer { LargestRequest = 8_000 } };
        run.Options = run.Options with { BatchBytes = 6_000, BatchEvents = 1_000 };
        await run.Store.LogAsync(journeys: 20);

        await run.PushAsync();

        await run.MustBeThereOnceAsync();
    }

    [Fact]
    public async Task OneJourneyAloneIsPushedAndNotAgainWithAll()
    {
        var ids = await _run.Store.LogAsync(journeys: 5);
        var all = _run.Options;

        _run.Options = all with { Sequence = ids[2] };
        await _run.PushAsync();
        Assert.All(_run.Server.Events.Keys, id => Assert.StartsWith(ids[2].ToString(), id, StringComparison.Ordinal));
        _run.Options = all;
        await _run.PushAsync();
        _run.Options = all with { Sequence = ids[3] };
        await _run.PushAsync();

        await _run.MustBeThereOnceAsync();
    }

    [Fact]
    public async Task AJourneyThatIsNotThereIsSaid()
    {
        _run.Options = _run.Options with { Sequence = SequenceId.Parse("SEQ-2025-07-00042") };

        var error = await Assert.ThrowsAsync<KeyNotFoundException>(() => _run.PushAsync());

        Assert.Contains("SEQ-2025-07-00042", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BoundsOfTimeLeaveOutWhatLiesBeyond()
    {
        await _run.Store.LogAsync(journeys: 3);
        var middle = DateTimeOffset.UtcNow;
        await Task.Delay(20, TestContext.Current.CancellationToken); // the clock of the log is the machine's
        await _run.Store.LogAsync(journeys: 4);
        var all = _run.Options;
        _run.Options = all with { Since = middle };

        await _run.PushAsync();
        Assert.Equal(4, _run.Server.Parsed.Count(e => e.TryGetProperty("LinkComponent", out _)));

        // The other part by another state; together they are all.
        _run.Options = all with { Until = middle, StatePath = all.StatePath + "-before" };
        await _run.PushAsync();
        await _run.MustBeThereOnceAsync();
    }

    [Fact]
    public async Task BoundsOfTimeAreKeptAndOthersRefused()
    {
        var since = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await _run.Store.LogAsync(journeys: 1);
        _run.Options = _run.Options with { Since = since };
        await _run.PushAsync();
        _run.Options = _run.Options with { Since = since.AddDays(1) };

        var error = await _run.FailAsync();

        Assert.Equal(SeqFailure.State, error.Failure);
        Assert.Contains("--since 2020-01-01", error.Message, StringComparison.Ordinal);
        Assert.Contains("--state", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStateOfAnotherServerIsRefused()
    {
        await _run.Store.LogAsync(journeys: 1);
        await _run.PushAsync();
        await using var other = new PushRun { Options = _run.Options };

        var error = await other.FailAsync();

        Assert.Equal(SeqFailure.State, error.Failure);
        Assert.Contains(_run.Server.Url, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoPushesAtOnceAreRefused()
    {
        using var other = PushLedger.Open(_run.Options.StatePath + ".events");

        var error = await _run.FailAsync();

        Assert.Contains("another push", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStateThatIsDamagedIsNamed()
    {
        await File.WriteAllTextAsync(_run.Options.StatePath, "{");

        var error = await _run.FailAsync();

        Assert.Contains(_run.Options.StatePath, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 30)]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public async Task WhenTheNewestStepsWereErasedNothingNewIsLost(int journeys, int steps)
    {
        await using var run = new PushRun(isSqlite: true);
        await run.Store.LogAsync(journeys: 20);
        await run.PushAsync();
        await run.Store.EraseAsync(1019);
        await run.Store.LogAsync(journeys, steps);

        var result = await run.PushAsync();

        Assert.Empty(await run.MissingAsync());
        Assert.True(result.WentBack);
        Assert.InRange(run.Server.Repeated.Count, 0, 2 * run.Options.BatchEvents);
    }

    [Fact]
    public async Task WhenOldStepsWereErasedThePushDoesNotGoBack()
    {
        await using var run = new PushRun(isSqlite: true);
        await run.Store.LogAsync(journeys: 20);
        await run.PushAsync();
        await run.Store.EraseAsync(1003);
        await run.Store.LogAsync(journeys: 2);

        var result = await run.PushAsync();

        Assert.Empty(await run.MissingAsync());
        Assert.False(result.WentBack);
        Assert.Empty(run.Server.Repeated);
    }

    [Fact]
    public async Task QuietJourneysAreNotReadAgain()
    {
        await _run.Store.LogAsync(journeys: 30);
        var details = new CountingReader(_run.Store.Reader);
        _run.Watch = _ => details;
        await _run.PushAsync();
        Assert.Equal(30, details.Count);
        await _run.PushAsync();
        Assert.Equal(60, details.Count); // something may still come for what is so new

        _run.Time.Advance(TimeSpan.FromDays(2));
        await _run.PushAsync();

        Assert.Equal(60, details.Count);
    }

    [Fact]
    public async Task WhatHappensInAQuietJourneyIsFound()
    {
        var ids = await _run.Store.LogAsync(journeys: 5, isEnded: false);
        await _run.PushAsync();
        _run.Time.Advance(TimeSpan.FromDays(2));

        await _run.Store.LinkAsync(ids[2], "payments:ton_payment:TE5768");
        await _run.PushAsync();

        await _run.MustBeThereOnceAsync();
        Assert.Contains(_run.Server.Events.Keys, id => id.Contains("TE5768", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheKeyStandsInNoFile()
    {
        await _run.Store.LogAsync(journeys: 2);
        await _run.PushAsync();

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_run.Options.StatePath)!))
        {
            Assert.DoesNotContain(IngestionServer.Key, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TheLowestLevelThatTheServerKeepsIsTold()
    {
        await using var run = new PushRun { Server = new IngestionServer { Accepted = """{"MinimumLevelAccepted":"Warning"}""" } };
        await run.Store.LogAsync(journeys: 1);

        Assert.Equal("Warning", (await run.PushAsync()).MinimumLevel);
    }

    private sealed class CountingReader(ISequenceReader inner) : ReaderDecorator(inner)
    {
        public int Count { get; private set; }

        public override ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default)
        {
            Count++;
            return base.GetDetailsAsync(id, cancellationToken);
        }
    }

    [Fact]
    public async Task TheBoundsOfOneJourneyAreNotThoseOfTheNextPush()
    {
        await using var run = new PushRun();
        await run.Store.LogAsync(journeys: 2);
        var all = run.Options;
        var journey = (await run.Store.Reader.FindAsync(new SequenceQuery { Limit = 1 }))[0].SequenceId;
        run.Options = all with { Sequence = journey, Since = DateTimeOffset.UtcNow.AddYears(1) };
        await run.PushAsync();

        run.Options = all;
        await run.PushAsync();

        await run.MustBeThereOnceAsync();
    }
}
