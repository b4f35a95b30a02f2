using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Reading;

/// <summary>Counts the steps that are stored by day, for a store of version 1, which did not count them as they came.</summary>
internal static class DayCounting
{
    public static Dictionary<DayCell, Tally> Run(Database database, CancellationToken cancellationToken)
    {
        var days = new Dictionary<DayCell, Tally>();
        foreach (var step in database.All(Collections.Steps, token: cancellationToken))
        {
            var cell = new DayCell(RecordTime.DayOf(step.Int64("timestamp")), step.Int32("kind"), (StepStatus)step.Int32("status"));
            if (!days.TryGetValue(cell, out var tally))
            {
                days.Add(cell, tally = new Tally());
            }

            tally.Add(step.DoubleOrNull("duration_ms") ?? double.NaN);
        }

        return days;
    }
}
