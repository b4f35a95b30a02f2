using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Moving;

/// <summary>A store as a source: its questions are all that is needed.</summary>
internal sealed class StoreSource(ISequenceReader reader) : IJourneySource
{
    public async ValueTask<IReadOnlyList<MonthCounter>> GetCountersAsync(CancellationToken cancellationToken = default) =>
        (await reader.GetStatisticsAsync(cancellationToken).ConfigureAwait(false)).Counters;

    public async ValueTask<long> CountAsync(CancellationToken cancellationToken = default) =>
        (await reader.GetStatisticsAsync(cancellationToken).ConfigureAwait(false)).Sequences.Total;

    public async ValueTask<long?> CountStepsAsync(CancellationToken cancellationToken = default) =>
        (await reader.GetStatisticsAsync(cancellationToken).ConfigureAwait(false)).Steps.Total;

    public async ValueTask<IReadOnlyList<SequenceId>> ReadIdsAsync(
        SequenceId? before, int limit, CancellationToken cancellationToken = default)
    {
        var page = await reader.FindAsync(new SequenceQuery { Before = before, Limit = limit }, cancellationToken)
            .ConfigureAwait(false);
        return [.. page.Select(header => header.SequenceId)];
    }

    public ValueTask<SequenceDetails?> ReadAsync(
        SequenceId id, SequenceDetails? there, CancellationToken cancellationToken = default) =>
        reader.GetDetailsAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEventIdsAsync(
        ReadOnlyMemory<byte> after, int limit, CancellationToken cancellationToken = default) =>
        reader.ReadEventIdsAsync(after, limit, cancellationToken);

    public ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
        long? beforeId, int limit, CancellationToken cancellationToken = default) =>
        reader.ReadRejectedAsync(beforeId, limit, cancellationToken);
}
