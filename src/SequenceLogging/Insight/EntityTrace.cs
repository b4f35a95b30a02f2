using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Insight;

/// <summary>Everything that happened to an entity, as a payment, over all journeys that are linked to it, in one order.</summary>
public sealed class EntityTrace
{
    /// <summary>How many journeys are read unless it is said: the newest.</summary>
    public const int DefaultMostSequences = 1_000;

    private EntityTrace(ComponentQuery entity, IReadOnlyList<SequenceDetails> sequences, bool hasMore)
    {
        Entity = entity;
        Sequences = sequences;
        HasMore = hasMore;
        Events = Merge(sequences, new EntityMention(entity, sequences.SelectMany(s => s.Links)));
    }

    /// <summary>What was asked for.</summary>
    public ComponentQuery Entity { get; }

    /// <summary>The journeys that are linked to it, oldest first.</summary>
    public IReadOnlyList<SequenceDetails> Sequences { get; }

    /// <summary>Whether older journeys are linked to it, too, that were not read.</summary>
    public bool HasMore { get; }

    /// <summary>All that happened in them, by time; within a journey in its own order, whatever its clocks said.</summary>
    public IReadOnlyList<TraceEvent> Events { get; }

    /// <summary>Reads the trace of an entity.</summary>
    /// <param name="reader">Answers from the store.</param>
    /// <param name="entity">As <c>payments:TE5768</c> or <c>payments:ton_payment:TE5768</c>.</param>
    /// <param name="mostSequences">At most so many journeys, the newest; from 1 to one less than <see cref="SequenceQuery.MaxLimit"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    internal static async ValueTask<EntityTrace> ReadAsync(
        ISequenceReader reader,
        ComponentQuery entity,
        int mostSequences = DefaultMostSequences,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostSequences, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(mostSequences, SequenceQuery.MaxLimit);
        var query = new SequenceQuery { Component = entity, Limit = mostSequences + 1 };
        var found = await reader.FindAsync(query, cancellationToken).ConfigureAwait(false);
        var sequences = new List<SequenceDetails>();
        foreach (var header in found.Take(mostSequences).Reverse())
        {
            if (await reader.GetDetailsAsync(header.SequenceId, cancellationToken).ConfigureAwait(false) is { } journey)
            {
                sequences.Add(journey);
            }
        }

        return new EntityTrace(entity, sequences, found.Count > mostSequences);
    }

    private static List<TraceEvent> Merge(IEnumerable<SequenceDetails> sequences, EntityMention mention)
    {
        var events = new List<(DateTimeOffset Place, TraceEvent Event)>();
        foreach (var sequence in sequences)
        {
            var place = DateTimeOffset.MinValue;
            foreach (var moment in JourneyMoment.AllOf(sequence))
            {
                place = moment.At > place ? moment.At : place;
                events.Add((place, new TraceEvent(sequence, moment, mention.IsIn(moment))));
            }
        }

        return [.. events.OrderBy(e => e.Place).Select(e => e.Event)]; // a stable sort: the older journey first
    }
}

/// <summary>Something that happened in a journey that is linked to the entity of a trace.</summary>
/// <param name="Sequence">The journey.</param>
/// <param name="Moment">What happened.</param>
/// <param name="Mentions">Whether it tells of the entity: by a link to it, or by its id in a message, an error or metadata.</param>
public sealed record TraceEvent(SequenceHeader Sequence, JourneyMoment Moment, bool Mentions);
