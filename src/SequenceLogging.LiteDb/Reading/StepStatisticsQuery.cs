using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Statistics;

namespace SequenceLogging.LiteDb.Reading;

/// <summary>Reads how often steps were made and followed one another; looks at no step.</summary>
internal sealed class StepStatisticsQuery(Database database, CancellationToken cancellationToken)
{
    private readonly StepNames _names = new(database);

    public StepStatistics Run(int firstMonth, int lastMonth) => new(
        [
            .. Months(Collections.StepStatistics, firstMonth, lastMonth).Select(s => new StepCount(
                s.Int32("month"), Named(s, "kind"), (StepStatus)s.Int32("status"), s.Int64("count"), Durations(s))),
        ],
        [
            .. Months(Collections.Transitions, firstMonth, lastMonth).Select(t => new StepTransition(
                t.Int32("month"), Named(t, "from_kind"), Named(t, "to_kind"), t.Int64("count"), Durations(t))),
        ]);

    // The ids begin with the month, so that is the order.
    private IEnumerable<BsonDocument> Months(string collection, int firstMonth, int lastMonth) =>
        database.All(collection, token: cancellationToken).Where(d => d.Int64("month") >= firstMonth && d.Int64("month") <= lastMonth);

    private NamedStep Named(BsonDocument row, string field)
    {
        var (name, component) = _names.Of(row.Int64(field));
        return new NamedStep(component, name.Value);
    }

    private static DurationHistogram Durations(BsonDocument row) => DurationHistogram.Read(row.BytesOrNull("durations"));
}
