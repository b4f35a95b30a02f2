using SequenceLogging.Journeys;
using SequenceLogging.Storage;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.StoreContract;

/// <summary>
/// An application as users write it: a log on a store, a Serilog pipeline into it, and a clock that the test moves.
/// </summary>
public sealed class Application : IAsyncDisposable
{
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(60);

    private readonly Logger _logger;

    public Application(SequenceLog sequences, TestClock clock)
    {
        Sequences = sequences;
        Clock = clock;
        _logger = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .Enrich.WithSequence()
            .WriteTo.Sequences(sequences)
            .CreateLogger();
    }

    public SequenceLog Sequences { get; }

    public TestClock Clock { get; }

    public ISequenceStore Store => Sequences.Store;

    /// <summary>Begins a sequence without staying in it.</summary>
    public SequenceId Begin(UserId? userId = null)
    {
        using var scope = Sequences.Begin(userId);
        return scope.SequenceId;
    }

    /// <summary>Logs inside a sequence, at the time of the clock.</summary>
    public void Log(SequenceId id, string template, params object?[] values) =>
        Log(id, LogEventLevel.Information, null, template, values);

    /// <summary>Logs inside a sequence, at the time of the clock.</summary>
    public void Log(SequenceId id, LogEventLevel level, Exception? exception, string template, params object?[] values)
    {
        using (Sequences.Resume(id))
        {
            Write(level, exception, template, values);
        }
    }

    /// <summary>Logs outside of any sequence.</summary>
    public void LogOutside(string template, params object?[] values) =>
        Write(LogEventLevel.Information, null, template, values);

    public void Step(SequenceId id, string name) => Log(id, "{StepName}", name);

    public void FailStep(SequenceId id, string name) => Log(id, LogEventLevel.Error, null, "{StepName}", name);

    public void Link(SequenceId id, string link) => Log(id, "Linked {LinkComponent}", link);

    /// <summary>Waits until all that was logged is in the store.</summary>
    public async Task FlushAsync()
    {
        var flush = await Sequences.FlushAsync(LongestFlush);
        Assert.True(flush.IsComplete, $"The store did not take everything within {LongestFlush}: {flush.Counts}");
    }

    public async Task<SequenceDetails> DetailsOf(SequenceId id)
    {
        await FlushAsync();
        var details = await Store.Reader.GetDetailsAsync(id);
        Assert.NotNull(details);
        return details;
    }

    public async Task<SystemStatistics> StatisticsAsync()
    {
        await FlushAsync();
        return await Store.Reader.GetStatisticsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _logger.DisposeAsync();
        await Sequences.DisposeAsync();
    }

    private void Write(LogEventLevel level, Exception? exception, string template, object?[] values)
    {
        Assert.True(_logger.BindMessageTemplate(template, values, out var parsed, out var properties));
        _logger.Write(new LogEvent(Clock.GetUtcNow(), level, exception, parsed, properties));
    }
}
