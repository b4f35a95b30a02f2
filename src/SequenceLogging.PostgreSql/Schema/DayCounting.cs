using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Schema;

/// <summary>Counts the steps that are stored already by day, for a store that is brought up to date, in the transaction of its caller.</summary>
internal static class DayCounting
{
    private const int AtOnce = 20_000;

    public static async Task RunAsync(Work work, CancellationToken cancellationToken)
    {
        var days = new Dictionary<DayCell, Tally>();
        for (var position = 0L; ;)
        {
            using var ask = work.Statements().Add(
                "SELECT position, timestamp, kind, status, duration_ms FROM steps WHERE position > $1 ORDER BY position LIMIT $2",
                Parameter.Number(position), Parameter.Int(AtOnce));
            var answers = await ask.AskAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = answers.ConfigureAwait(false);
            var steps = await answers.AllAsync(
                row => (
                    Position: row.GetInt64(0),
                    Cell: new DayCell(RecordTime.DayOf(row.GetInt64(1)), row.GetInt32(2), (StepStatus)row.GetInt16(3)),
                    Duration: row.DoubleOrNull(4) ?? double.NaN),
                cancellationToken).ConfigureAwait(false);
            if (steps.Count == 0)
            {
                break;
            }

            position = steps[^1].Position;
            foreach (var step in steps)
            {
                if (!days.TryGetValue(step.Cell, out var tally))
                {
                    days.Add(step.Cell, tally = new Tally());
                }

                tally.Add(step.Duration);
            }
        }

        foreach (var some in days.Chunk(AtOnce))
        {
            using var save = work.Statements();
            StatisticsSaving.InsertDays(save, some, slot: 0);
            await save.RunAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
