using System.Globalization;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.Moving;

/// <summary>
/// Takes for the copied sequences the numbers that the source has issued, before any of them is used: whatever the target
/// issues from then on is above them, also where the copy is cut off.
/// </summary>
internal static class CounterRaise
{
    /// <summary>Raises the target's counters to the source's.</summary>
    /// <returns>The last number of each month that may be copied, and how many numbers were taken.</returns>
    public static async Task<(IReadOnlyDictionary<MonthKey, long> Last, long Taken)> RunAsync(
        IReadOnlyList<MonthCounter> source, ISequenceStore target, CancellationToken cancellationToken)
    {
        var statistics = await target.Reader.GetStatisticsAsync(cancellationToken).ConfigureAwait(false);
        var there = statistics.Counters.ToDictionary(c => c.Month, c => c.Last);
        var raised = new Dictionary<MonthKey, long>();
        var taken = 0L;
        foreach (var counter in source)
        {
            var month = DateTime.ParseExact(counter.Month, "yyyy-MM", CultureInfo.InvariantCulture);
            raised[new MonthKey(month.Year, month.Month)] = counter.Last;
            for (var last = there.GetValueOrDefault(counter.Month); last < counter.Last;)
            {
                var count = (int)Math.Min(counter.Last - last, IdBlock.LargestSize);
                var block = await target.LeaseIdsAsync(new DateTimeOffset(month, TimeSpan.Zero), count, cancellationToken)
                    .ConfigureAwait(false);
                if (block.Last <= last)
                {
                    throw new SequenceStoreException(
                        $"{target.Name} leased the numbers to {block.Last} of {counter.Month}, though {last} was issued before. "
                        + "This is a mistake in its provider; please report it.") { Kind = StoreErrorKind.Bug };
                }

                taken += block.Count;
                last = block.Last;
            }
        }

        return (raised, taken);
    }
}
