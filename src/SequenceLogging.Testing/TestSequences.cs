using SequenceLogging.Journeys;
using SequenceLogging.Testing.Telling;
using Serilog;
using Serilog.Core;

namespace SequenceLogging.Testing;

/// <summary>
/// A sequence log on a store in memory, for one test: hand <see cref="Log"/> and <see cref="Logger"/> to the code under test, then
/// ask for its journeys and assert on them (<see cref="JourneyAssertions"/>). Each has a store of its own, so tests may run at once.
/// </summary>
public sealed class TestSequences : IAsyncDisposable
{
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(10);

    private readonly Logger _logger;
    private readonly bool _ownsLog;

    private TestSequences(SequenceLog log, bool ownsLog, TestClock? clock)
    {
        Log = log;
        _ownsLog = ownsLog;
        Clock = clock;
        _logger = Pipeline(log, clock);
    }

    /// <summary>Begins and resumes journeys, as <see cref="SequenceLog"/> does in the application.</summary>
    public SequenceLog Log { get; }

    /// <summary>Logs all levels into the journeys and nowhere else.</summary>
    public ILogger Logger => _logger;

    /// <summary>The clock that the test moves; null where the system's is used.</summary>
    public TestClock? Clock { get; }

    /// <summary>Makes a log of its own.</summary>
    /// <param name="at">
    /// Where a <see cref="Clock"/> stands that the test moves: journeys begin by it, and what goes through <see cref="Logger"/> has its
    /// time. Default is the system's clock.
    /// </param>
    public static TestSequences Start(DateTimeOffset? at = null)
    {
        var clock = at is { } start ? new TestClock(start) : null;
        var log = SequenceLog.Open(new SequenceLogOptions { TimeProvider = clock ?? TimeProvider.System }.UseInMemory());
        return new TestSequences(log, ownsLog: true, clock);
    }

    /// <summary>Asks a log that something else has opened, as the host of the application under test, and will close.</summary>
    public static TestSequences Over(SequenceLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return new TestSequences(log, ownsLog: false, clock: null);
    }

    /// <summary>The only journey that there is.</summary>
    /// <exception cref="JourneyAssertionException">There is none, or there are several; the message shows them.</exception>
    public async Task<SequenceDetails> SingleAsync()
    {
        var journeys = await AllAsync().ConfigureAwait(false);
        return journeys.Count == 1
            ? journeys[0]
            : throw await NotFoundAsync(FormattableString.Invariant($"There should be one journey, but there are {journeys.Count}."), journeys)
                .ConfigureAwait(false);
    }

    /// <summary>The newest journey of a user.</summary>
    /// <exception cref="JourneyAssertionException">The user has none; the message shows those that there are.</exception>
    public Task<SequenceDetails> OfAsync(UserId user) =>
        NewestAsync(new SequenceQuery { UserId = user, Limit = 1 }, $"User {user} should have a journey, but has none.");

    /// <summary>The newest journey that is linked to an entity.</summary>
    /// <param name="entity">As <c>payments:TE5768</c> or <c>payments:ton_payment:TE5768</c>.</param>
    /// <exception cref="FormatException">The text names no entity.</exception>
    /// <exception cref="JourneyAssertionException">None is; the message shows those that there are.</exception>
    public Task<SequenceDetails> LinkedToAsync(string entity) => NewestAsync(
        new SequenceQuery { Component = ComponentQuery.Parse(entity), Limit = 1 },
        $"A journey should be linked to {entity}, but none is.");

    /// <summary>All journeys, oldest first; the newest 10,000 where there are more.</summary>
    public async Task<IReadOnlyList<SequenceDetails>> AllAsync()
    {
        var found = await FindAsync(new SequenceQuery { Limit = SequenceQuery.MaxLimit }).ConfigureAwait(false);
        return [.. found.AsEnumerable().Reverse()];
    }

    /// <summary>
    /// Sees that all that was logged made sense: that nothing was rejected, as a step outside of any journey or a link without its
    /// parts is, and nothing dropped.
    /// </summary>
    /// <exception cref="JourneyAssertionException">Something was; the message shows it.</exception>
    public async Task ShouldHaveRejectedNothingAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        if (Log.Delivery is { Rejected: 0, Dropped: 0 })
        {
            return;
        }

        throw await NotFoundAsync(
            FormattableString.Invariant(
                $"Nothing should be rejected or dropped, but {Log.Delivery.Rejected} were rejected and {Log.Delivery.Dropped} dropped."),
            []).ConfigureAwait(false);
    }

    /// <summary>Closes the log, unless somebody else has opened it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _logger.DisposeAsync().ConfigureAwait(false);
        if (_ownsLog)
        {
            await Log.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static Logger Pipeline(SequenceLog log, TestClock? clock)
    {
        var intoJourneys = new LoggerConfiguration().MinimumLevel.Verbose().Enrich.WithSequence().WriteTo.Sequences(log).CreateLogger();
        return clock is null
            ? intoJourneys
            : new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(new ClockedSink(intoJourneys, clock)).CreateLogger();
    }

    private async Task<SequenceDetails> NewestAsync(SequenceQuery query, string complaint)
    {
        var found = await FindAsync(query).ConfigureAwait(false);
        return found.Count > 0
            ? found[0]
            : throw await NotFoundAsync(complaint, await AllAsync().ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task<List<SequenceDetails>> FindAsync(SequenceQuery query)
    {
        await FlushAsync().ConfigureAwait(false);
        var journeys = new List<SequenceDetails>();
        foreach (var header in await Log.Store.Reader.FindAsync(query).ConfigureAwait(false))
        {
            // One that was removed in between is not there.
            if (await Log.Store.Reader.GetDetailsAsync(header.SequenceId).ConfigureAwait(false) is { } journey)
            {
                journeys.Add(journey);
            }
        }

        return journeys;
    }

    private async Task FlushAsync()
    {
        var flush = await Log.FlushAsync(LongestFlush).ConfigureAwait(false);
        if (!flush.IsComplete)
        {
            throw new JourneyAssertionException(FormattableString.Invariant(
                $"What was logged did not come into {Log.StoreName} within {LongestFlush.TotalSeconds} s: {flush.Counts}"));
        }
    }

    private async Task<JourneyAssertionException> NotFoundAsync(string complaint, IReadOnlyList<SequenceDetails> journeys)
    {
        var rejected = await Log.Store.Reader.ReadRejectedAsync(limit: JourneyText.MostShown).ConfigureAwait(false);
        return new JourneyAssertionException(complaint + JourneyText.Of(journeys) + JourneyText.Of(rejected));
    }
}
