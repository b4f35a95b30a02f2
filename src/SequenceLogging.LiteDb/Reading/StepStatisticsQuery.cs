using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

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

    /// <summary>Day by day; of a store that has not counted them yet, from its steps.</summary>
    /// <param name="firstDay">The first day.</param>
    /// <param name="lastDay">The last one.</param>
    /// <param name="isCounted">Whether the store is of a version that counts days.</param>
    public IReadOnlyList<DailyStepCount> Days(DateOnly firstDay, DateOnly lastDay, bool isCounted)
    {
        var (first, last) = (RecordTime.ToNumber(firstDay), RecordTime.ToNumber(lastDay));
        var days = isCounted
            ? database.All(Collections.DailyStatistics, token: cancellationToken)
                .Where(d => d.Int64("day") >= first && d.Int64("day") <= last)
                .Select(d => Day(new DayCell(d.Int32("day"), d.Int32("kind"), (StepStatus)d.Int32("status")), d.Int64("count"), Durations(d)))
            : DayCounting.Run(database, cancellationToken)
                .Where(d => d.Key.Day >= first && d.Key.Day <= last)
                .OrderBy(d => (d.Key.Day, d.Key.Kind, d.Key.Status))
                .Select(d => Day(d.Key, d.Value.Count, d.Value.Durations));
        return [.. days];
    }

    private DailyStepCount Day(DayCell cell, long count, DurationHistogram durations)
    {
        var (name, component) = _names.Of(cell.Kind);
        return new DailyStepCount(RecordTime.ToDay(cell.Day), new NamedStep(component, name.Value), cell.Status, count, durations);
    }

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
