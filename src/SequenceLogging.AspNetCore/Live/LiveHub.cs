using Microsoft.Extensions.Logging;
using SequenceLogging.AspNetCore.Dashboard;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Live;

/// <summary>
/// Asks the store for new steps, once for all who look on, and only while somebody does. Each question is short, so that no picture of
/// the store is held while nothing happens: that would keep its WAL from being emptied.
/// </summary>
internal sealed class LiveHub(JourneySource source, SequenceDashboardOptions options)
{
    /// <summary>So many new steps are read at a time; of more the newest are told, and how many there were before.</summary>
    public const int MostRead = 1_000;

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly List<LiveClient> _clients = [];
    private Task _running = Task.CompletedTask;
    private int _places;
    private long _position = -1;

    /// <summary>How many look on.</summary>
    public int Clients
    {
        get
        {
            lock (_lock)
            {
                return _clients.Count;
            }
        }
    }

    /// <summary>Takes one of the places; false where all are taken.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _places) <= options.MaxLiveClients)
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>Gives the place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _places);

    /// <summary>From now on the client is told what arrives.</summary>
    /// <returns>The position behind which it is told.</returns>
    public async ValueTask<long> AddAsync(LiveClient client, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                if (!_running.IsCompleted && _position >= 0)
                {
                    _clients.Add(client);
                    return _position;
                }
            }

            var position = await source.Reader.GetLastPositionAsync(cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                if (_running.IsCompleted)
                {
                    _position = position;
                    _clients.Add(client);
                    using (ExecutionContext.SuppressFlow())
                    {
                        _running = Task.Run(RunAsync, CancellationToken.None);
                    }

                    return position;
                }
            }
        }
    }

    public void Remove(LiveClient client)
    {
        lock (_lock)
        {
            _clients.Remove(client);
        }
    }

    /// <summary>New steps behind a position; null where there are none.</summary>
    public static async ValueTask<(LiveSteps? All, IReadOnlyList<StoredStep> Read)> ReadAsync(
        ISequenceReader reader, long after, CancellationToken cancellationToken)
    {
        var steps = await reader.ReadStepsAsync(after, MostRead, cancellationToken).ConfigureAwait(false);
        if (steps.Count == 0)
        {
            return (null, steps);
        }

        var skipped = 0L;
        if (steps.Count == MostRead && await reader.GetLastPositionAsync(cancellationToken).ConfigureAwait(false) is var last
            && last > steps[^1].Position)
        {
            var newest = await reader.ReadStepsAsync(Math.Max(steps[^1].Position, last - LiveSteps.Most), MostRead, cancellationToken)
                .ConfigureAwait(false);
            skipped = Math.Max(0, last - steps[^1].Position - newest.Count);
            steps = [.. steps, .. newest];
        }

        IReadOnlyList<StoredStep> told = steps.Count > LiveSteps.Most ? [.. steps.Skip(steps.Count - LiveSteps.Most)] : steps;
        var sequences = new List<SequenceHeader>();
        foreach (var id in told.Select(s => s.SequenceId).Distinct())
        {
            if (await HeaderAsync(reader, id, cancellationToken).ConfigureAwait(false) is { } header)
            {
                sequences.Add(header);
            }
        }

        return (new LiveSteps(steps[^1].Position, told, skipped + steps.Count - told.Count, sequences), steps);
    }

    private static ValueTask<SequenceHeader?> HeaderAsync(ISequenceReader reader, SequenceId id, CancellationToken cancellationToken) =>
        Api.Sequences.HeaderAsync(reader, id, cancellationToken);

    private async Task RunAsync()
    {
        var (rest, isAway) = (options.LivePollInterval, false);
        while (true)
        {
            await Task.Delay(rest, source.Time).ConfigureAwait(false);
            lock (_lock)
            {
                if (_clients.Count == 0)
                {
                    _running = Task.CompletedTask;
                    return;
                }
            }

            try
            {
                using var limit = new CancellationTokenSource(options.QueryTimeout, source.Time);
                await TellAsync(limit.Token).ConfigureAwait(false);
                if (isAway)
                {
                    source.Logger.LogInformation("The store answers again, and those who look on live are told what has come since");
                }

                (rest, isAway) = (options.LivePollInterval, false);
            }
#pragma warning disable CA1031 // whatever a store throws: everybody who looks on would wait for ever for a loop that has ended
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (!isAway)
                {
                    source.Logger.LogWarning(
                        e, "The store does not say what is new, so those who look on live see nothing new; it is asked again and again, and less often");
                }

                // When it is back, those who look on are told what has come since.
                rest = Longer(Shorter(rest + rest, LongestRest), options.LivePollInterval);
                isAway = true;
            }
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var reader = source.Reader;
        var (news, read) = await ReadAsync(reader, _position, cancellationToken).ConfigureAwait(false);
        LiveClient[] clients;
        lock (_lock)
        {
            clients = [.. _clients];
        }

        var message = news is not null && clients.Any(c => c.Sequence is null) ? LiveMessage.Steps(news) : default;
        var position = news?.Position ?? _position;
        var told = new Dictionary<SequenceId, (SequenceHeader? Header, ReadOnlyMemory<byte> Message)>();
        foreach (var client in clients)
        {
            if (client.Sequence is not { } id)
            {
                if (news is not null)
                {
                    client.Send(message, position);
                }

                continue;
            }

            if (!told.TryGetValue(id, out var known))
            {
                told[id] = known = await OfOneAsync(reader, id, position, read, cancellationToken).ConfigureAwait(false);
            }

            // A status that is given by name is no step: the header tells of it.
            if (known.Header is { } header && (header.UpdatedAt, header.Status, header.StepCount) is var stands && stands != client.Told)
            {
                client.Told = stands;
                client.Send(known.Message, position);
            }
        }

        // Those who came in between are told from here on: what is behind this position they have not been told.
        lock (_lock)
        {
            foreach (var late in _clients.Where(c => news is not null && c.Sequence is null && !clients.Contains(c)))
            {
                late.Send(message.IsEmpty ? LiveMessage.Steps(news!) : message, position);
            }

            _position = position;
        }
    }

    private static async ValueTask<(SequenceHeader?, ReadOnlyMemory<byte>)> OfOneAsync(
        ISequenceReader reader, SequenceId id, long position, IReadOnlyList<StoredStep> read, CancellationToken cancellationToken)
    {
        var header = await HeaderAsync(reader, id, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<StoredStep> steps = [.. read.Where(s => s.SequenceId == id).TakeLast(LiveSteps.Most)];
        return (header, header is null ? default : LiveMessage.Steps(new LiveSteps(position, steps, 0, [header])));
    }
}
