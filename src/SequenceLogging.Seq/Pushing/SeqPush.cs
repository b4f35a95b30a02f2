using System.Globalization;
using SequenceLogging.Journeys;
using SequenceLogging.Seq.Clef;
using SequenceLogging.Seq.Ingestion;
using SequenceLogging.Storage;

namespace SequenceLogging.Seq.Pushing;

/// <summary>
/// Pushes what a store has kept to a Seq server: steps, links, errors between steps, changes of status, gaps, and a summary of
/// each journey that has ended. It can end at any moment and goes on where the server last acknowledged; an event that comes
/// twice for all that has the same <c>SequenceEventId</c>.
/// </summary>
public sealed class SeqPush
{
    private const int StepsInPage = 2_000;
    private const int JourneysInPage = 500;

    /// <summary>
    /// What is logged by several processes can arrive a little out of order: a journey in which something happened so lately
    /// is looked at again though it seems to be as it was.
    /// </summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(1);

    private readonly SeqServer _server;
    private readonly SeqPushOptions _options;
    private readonly Func<HttpMessageInvoker> _connect;
    private readonly Func<double> _random;

    /// <summary>A push to a server.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="options">What, and how.</param>
    /// <exception cref="ArgumentException">The options make no sense; the message says which one.</exception>
    public SeqPush(SeqServer server, SeqPushOptions options)
        : this(server, options, SeqConnection.Open, Random.Shared.NextDouble)
    {
    }

    internal SeqPush(SeqServer server, SeqPushOptions options, Func<HttpMessageInvoker> connect, Func<double> random)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_server, _options, _connect, _random) = (server, options, connect, random);
    }

    /// <summary>Pushes all that is not there yet.</summary>
    /// <param name="reader">Reads the store, page by page.</param>
    /// <param name="cancellationToken">Ends it; what was acknowledged is noted.</param>
    /// <exception cref="SeqException">The server cannot be used. What was acknowledged is noted; the same push goes on.</exception>
    /// <exception cref="KeyNotFoundException">There is no sequence of the id that the options name.</exception>
    /// <exception cref="SequenceStoreException">The store cannot be read.</exception>
    /// <exception cref="IOException">The state cannot be kept.</exception>
    public async Task<SeqPushResult> RunAsync(ISequenceReader reader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        using var ledger = PushLedger.Open(_options.StatePath + ".events");
        var state = PushState.Load(_server, _options);
        (state, var wentBack) = await StorePlace.FindAsync(state, reader, cancellationToken).ConfigureAwait(false);
        var last = _options.Sequence is null ? await reader.GetLastPositionAsync(cancellationToken).ConfigureAwait(false) : 0;

        using var http = _connect();
        var time = _options.TimeProvider;
        var ingestion = new SeqIngestion(_server, http, time, _options.RequestTimeout);
        var backoff = new Backoff(time, _options.RetryFor, _random);
        var line = new PushLine(_options, state, ledger, ingestion, backoff, last, cancellationToken);
        await using (line.ConfigureAwait(false))
        {
            line.Result = line.Result with { WentBack = wentBack };
            if (_options.Sequence is { } sequence)
            {
                await PushAsync(sequence, reader, ledger, line, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await PushStepsAsync(reader, ledger, line, cancellationToken).ConfigureAwait(false);
                await PushBesideStepsAsync(reader, ledger, line, cancellationToken).ConfigureAwait(false);
            }

            await line.SendRestAsync().ConfigureAwait(false);
            return line.Result;
        }
    }

    private static async Task PushStepsAsync(
        ISequenceReader reader, PushLedger ledger, PushLine line, CancellationToken cancellationToken)
    {
        var state = line.State; // its bounds do not change
        var position = state.Position;
        while (true)
        {
            var page = await reader.ReadStepsAsync(position, StepsInPage, cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                return;
            }

            foreach (var step in page)
            {
                var id = EventIds.OfStep(step.SequenceId, step.Order);
                if (state.Takes(step.Timestamp) && (ledger.IsEmpty || !ledger.Has(PushLedger.MarkOf(id))))
                {
                    line.Filling.Add(JourneyEvents.OfStep(step));
                }

                position = step.Position;
                line.Filling.Reached = new Checkpoint(position, id);
                await line.SendWhenFullAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task PushBesideStepsAsync(
        ISequenceReader reader, PushLedger ledger, PushLine line, CancellationToken cancellationToken)
    {
        var lately = _options.TimeProvider.GetUtcNow() - Lately;
        SequenceId? before = null;
        while (true)
        {
            var query = new SequenceQuery { Before = before, Limit = JourneysInPage };
            var page = await reader.FindAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var header in page)
            {
                before = header.SequenceId;
                if (header.UpdatedAt < line.State.Since || (header.UpdatedAt < lately && ledger.Has(ConditionOf(header))))
                {
                    continue;
                }

                // Null where it was erased since.
                if (await reader.GetDetailsAsync(header.SequenceId, cancellationToken).ConfigureAwait(false) is { } journey)
                {
                    await PushBesideStepsAsync(journey, ledger, line, line.State.Takes).ConfigureAwait(false);
                    var condition = ConditionOf(journey);
                    if (!ledger.Has(condition))
                    {
                        line.Filling.Note(condition); // in the batch of its last event, or one behind it
                    }
                }
            }

            if (page.Count < JourneysInPage)
            {
                return;
            }
        }
    }

    private static async Task PushBesideStepsAsync(
        SequenceDetails journey, PushLedger ledger, PushLine line, Func<DateTimeOffset, bool> takes)
    {
        foreach (var logged in JourneyEvents.BesideSteps(journey))
        {
            var mark = PushLedger.MarkOf(logged.Id);
            if (takes(logged.At) && !ledger.Has(mark))
            {
                line.Filling.Add(logged);
                line.Filling.Note(mark);
                await line.SendWhenFullAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task PushAsync(
        SequenceId sequence, ISequenceReader reader, PushLedger ledger, PushLine line, CancellationToken cancellationToken)
    {
        var journey = await reader.GetDetailsAsync(sequence, cancellationToken).ConfigureAwait(false)
            ?? throw new KeyNotFoundException($"There is no sequence {sequence}.");
        var bounds = line.State with { Since = _options.Since, Until = _options.Until };
        var pushed = await StorePlace.LastOrderAsync(sequence, line.State.Position, reader, cancellationToken).ConfigureAwait(false);
        foreach (var step in journey.Steps)
        {
            var mark = PushLedger.MarkOf(EventIds.OfStep(sequence, step.Order));
            var isThere = ledger.Has(mark) || (step.Order <= pushed && line.State.Takes(step.Timestamp));
            if (bounds.Takes(step.Timestamp) && !isThere)
            {
                line.Filling.Add(JourneyEvents.OfStep(sequence, journey.UserId, step));
                line.Filling.Note(mark);
                await line.SendWhenFullAsync().ConfigureAwait(false);
            }
        }

        await PushBesideStepsAsync(journey, ledger, line, bounds.Takes).ConfigureAwait(false);
    }

    private static ulong ConditionOf(SequenceHeader journey) => PushLedger.MarkOf(string.Create(
        CultureInfo.InvariantCulture,
        $"{journey.SequenceId} {journey.UpdatedAt.UtcTicks} {journey.StepCount} {journey.Status} {journey.CompletedAt?.UtcTicks}"));
}
