using SequenceLogging.Summaries;
using Serilog;

namespace SequenceLogging;

/// <content>One log event for each journey that ends or is stuck.</content>
public sealed partial class SequenceLog
{
    /// <summary>
    /// Writes one log event for each journey that ends by name, and for each that is stuck: outcome, duration, steps, time per
    /// flow, variant, links. A log viewer that cannot join events, as Seq, charts journeys with it.
    /// </summary>
    /// <param name="logger">
    /// Where to: the application's own logger. It may also write to this log; a summary is no step, and leaves nothing there.
    /// </param>
    /// <param name="configure">Changes what is written, and when.</param>
    /// <returns>Dispose it before the logger, so that the last summaries still find that open.</returns>
    /// <exception cref="ArgumentException">The options are not right; the message names all that is wrong.</exception>
    /// <exception cref="InvalidOperationException">This process writes summaries of this store already.</exception>
    public SequenceSummaries WriteSummariesTo(ILogger logger, Action<SummaryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(logger);
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        var options = new SummaryOptions();
        configure?.Invoke(options);
        var errors = options.Validate();
        return errors.Count == 0
            ? Pipeline.Attach(() => new SequenceSummaries(Pipeline, logger, options))
            : throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(configure));
    }
}
