using SequenceLogging.Journeys;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Statistics;

namespace SequenceLogging.LiteDb.Reading;

/// <summary>Reads the ways that sequences took.</summary>
internal sealed class PathQuery(Database database, CancellationToken cancellationToken)
{
    private readonly StepNames _names = new(database);

    public IReadOnlyList<SequencePath> Run(SequenceQuery query) =>
        [.. new HeaderQuery(database, cancellationToken).Run(query).Select(header => new SequencePath(header, StepsOf(header.SequenceId)))];

    private List<PathStep> StepsOf(SequenceId id) =>
    [
        .. database.With(Collections.Steps, "sequence", id.ToInt64(), cancellationToken)
            .OrderBy(s => s.Int64("step_order"))
            .Select(ToStep),
    ];

    private PathStep ToStep(LiteDB.BsonDocument row)
    {
        var (name, component) = _names.Of(row.Int64("kind"));
        return new PathStep(new NamedStep(component, name.Value), (StepStatus)row.Int32("status"), row.Time("timestamp"));
    }
}
