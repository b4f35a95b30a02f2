using LiteDB;
using SequenceLogging.Journeys;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.LiteDb.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Reading;

/// <summary>
/// Finds sequences, newest id first: by user and by component with an index, by everything else by looking at them one after the
/// other.
/// </summary>
internal sealed class HeaderQuery(Database database, CancellationToken cancellationToken)
{
    private const int AtOnce = 200;

    private readonly StepNames _names = new(database);

    public IReadOnlyList<SequenceHeader> Run(SequenceQuery query)
    {
        var before = query.Before?.ToInt64() ?? long.MaxValue;
        var kinds = query.StepName is { } step ? KindsOf(name => name == WellFormed.Text(step)) : null;
        var flowKinds = query.Flow is { } flow
            ? KindsOf(name => StepName.TryParse(name, out var parsed) && parsed.Flow == WellFormed.Text(flow))
            : null;
        return
        [
            .. Candidates(query, before)
                .Where(s => Fits(s, query)
                    && (kinds is null || KnownSequence.KindsOf(s).Any(kinds.Contains))
                    && (flowKinds is null || KnownSequence.KindsOf(s).Any(flowKinds.Contains))
                    && (query.Property is not { } property || Has(s, property))
                    && (query.Text is not { } text || Holds(s, WellFormed.Text(text))))
                .Take(query.Limit)
                .Select(s => s.ToHeader(_names)),
        ];
    }

    private static bool Fits(BsonDocument row, SequenceQuery query) =>
        (query.UserId is not { } user || row.TextOrNull("user_id") == WellFormed.Text(user.Value))
        && (query.Status is not { } status || row.Int64("status") == (long)status)
        && (query.IsOpen is not { } isOpen || isOpen == row.Int64OrNull("completed_at") is null)
        && (query.Language is not { } language || row.TextOrNull("language") == WellFormed.Text(language))
        && (query.CreatedFrom is not { } from || row.Int64("created_at") >= RecordTime.ToMicroseconds(from))
        && (query.CreatedBefore is not { } end || row.Int64("created_at") < RecordTime.ToMicroseconds(end))
        && (query.IdleSince is not { } idle || row.Int64("updated_at") < RecordTime.ToMicroseconds(idle));

    private IEnumerable<BsonDocument> Candidates(SequenceQuery query, long before)
    {
        if (query.Component is { } component)
        {
            return ByIds(LinkedTo(component).Where(s => s < before));
        }

        return query.UserId is { } user
            ? database.With(Collections.Sequences, "user_key", Hash.Of(user.Value), cancellationToken)
                .Where(s => s.Int64("_id") < before).OrderByDescending(s => s.Int64("_id"))
            : database.Range(
                Collections.Sequences, BsonExpression.Create("_id < @0", before), isDescending: true, token: cancellationToken);
    }

    private IEnumerable<BsonDocument> ByIds(IEnumerable<long> sequences) => sequences
        .OrderDescending()
        .Chunk(AtOnce)
        .SelectMany(chunk => database.ByIds(Collections.Sequences, chunk.Select(s => new BsonValue(s)), cancellationToken)
            .OrderByDescending(s => s.Int64("_id")));

    private HashSet<long> LinkedTo(ComponentQuery component)
    {
        // "payments:ton_payment:TE5768" is a type with an id, or an id that holds a colon: both are looked for.
        var links = database.With(Collections.Links, "entity_key", Hash.Of(component.Component, component.Rest), cancellationToken);
        if (component.Rest.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
        {
            var typed = Hash.Of(component.Component, component.Rest[..colon], component.Rest[(colon + 1)..]);
            links.AddRange(database.With(Collections.Links, "typed_key", typed, cancellationToken));
        }

        return [.. links.Select(l => l.Int64("sequence"))];
    }

    private HashSet<int> KindsOf(Predicate<string> isMeant) =>
        [.. database.All(Collections.StepKinds, token: cancellationToken).Where(k => isMeant(k.Text("step_name"))).Select(k => k.Int32("_id"))];

    private bool Has(BsonDocument sequence, PropertyQuery property) =>
        property.Fits(sequence.TextOrNull("metadata"))
        || database.With(Collections.Steps, "sequence", sequence["_id"], cancellationToken).Any(s => property.Fits(s.TextOrNull("metadata")));

    private bool Holds(BsonDocument sequence, string text)
    {
        return Has(sequence, "username", "metadata")
            || database.With(Collections.Steps, "sequence", sequence["_id"], cancellationToken).Any(s => Has(s, "message", "metadata", "error"))
            || database.With(Collections.Errors, "sequence", sequence["_id"], cancellationToken).Any(e => Has(e, "message", "metadata", "error"));

        bool Has(BsonDocument row, params ReadOnlySpan<string> fields)
        {
            foreach (var field in fields)
            {
                if (row.TextOrNull(field) is { } where && AsciiSearch.Contains(where, text))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
