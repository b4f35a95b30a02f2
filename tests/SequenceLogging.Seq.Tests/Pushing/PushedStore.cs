using SequenceLogging.Journeys;
using SequenceLogging.Seq.Clef;
using SequenceLogging.Storage;
using Serilog;

namespace SequenceLogging.Seq.Tests.Pushing;

/// <summary>A store with journeys in it, made by logging.</summary>
internal sealed class PushedStore : IAsyncDisposable
{
    private readonly SequenceLog _log;
    private readonly ILogger _logger;

    /// <param name="path">An SQLite file, which gives the positions of erased steps to others; null for one in memory, which does not.</param>
    public PushedStore(string? path = null)
    {
        _log = SequenceLog.Open(o =>
        {
            _ = path is null ? o.UseInMemory() : o.UseSqlite(path);
            o.UseJournal = false;
        });
        _logger = new LoggerConfiguration().MinimumLevel.Verbose().Enrich.WithSequence().WriteTo.Sequences(_log).CreateLogger();
    }

    public ISequenceReader Reader => _log.Store.Reader;

    /// <summary>Logs journeys, each with steps, a link, a failed step, an error between steps, and an end.</summary>
    public async Task<IReadOnlyList<SequenceId>> LogAsync(int journeys, int steps = 5, bool isEnded = true)
    {
        var ids = new List<SequenceId>();
        for (var j = 0; j < journeys; j++)
        {
            using var scope = _log.Begin(userId: 1000 + j, username: "ann", language: "en");
            ids.Add(scope.SequenceId);
            for (var s = 1; s <= steps; s++)
            {
                _logger.Information("{StepName}: {Price} {Currency}", $"CreateAd_Step_{s}_Do", s * 2.5m, "TON");
            }

            _logger.Error(new TimeoutException("no answer"), "{StepName} failed", "Payment_Step_1_Pay");
            _logger.Error(new IOException("socket closed"), "Balance could not be read");
            _logger.Information("Linked {LinkComponent}", $"ads:ad:{j}");
            if (isEnded)
            {
                scope.Complete();
            }
        }

        Assert.True((await _log.FlushAsync(TimeSpan.FromSeconds(30))).IsComplete);
        return ids;
    }

    /// <summary>Logs a link of a journey that began before.</summary>
    public async Task LinkAsync(SequenceId journey, string link)
    {
        using (_log.Resume(journey))
        {
            _logger.Information("Linked {LinkComponent}", link);
        }

        Assert.True((await _log.FlushAsync(TimeSpan.FromSeconds(30))).IsComplete);
    }

    /// <summary>The ids of everything that Seq should have.</summary>
    public async Task<IReadOnlyCollection<string>> ExpectedAsync()
    {
        var expected = new List<string>();
        foreach (var header in await Reader.FindAsync(new SequenceQuery { Limit = SequenceQuery.MaxLimit }))
        {
            var journey = (await Reader.GetDetailsAsync(header.SequenceId))!;
            expected.AddRange(journey.Steps.Select(s => $"{journey.SequenceId}:{s.Order}"));
            expected.AddRange(JourneyEvents.BesideSteps(journey).Select(e => e.Id));
        }

        return expected;
    }

    public Task<Erasure> EraseAsync(UserId user) => _log.EraseUserAsync(user).AsTask();

    public ValueTask DisposeAsync() => _log.DisposeAsync();
}
