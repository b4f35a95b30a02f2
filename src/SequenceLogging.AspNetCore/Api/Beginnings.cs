using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>
/// How many journeys began from one time to another, from their ids: numbers of a month rise by one, so that the difference between
/// the newest one before each time is how many ids were issued in between. It looks for these by halves and reads no other journey.
/// It is exact as long as one process issues ids, and counts those that were erased or pruned since; where several processes take ids
/// in blocks, it is right to within the blocks that they hold.
/// </summary>
/// <param name="reader">Answers from the store.</param>
internal sealed class Beginnings(Func<ISequenceReader> reader)
{
    /// <summary>What began so long ago is in the store, or comes with an id of its own time no more.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    private volatile IReadOnlyDictionary<DateTimeOffset, long> _known = new Dictionary<DateTimeOffset, long>();

    /// <summary>How many began in each of the hours up to now; the last one is the hour that is not over.</summary>
    public async ValueTask<IReadOnlyList<HourCount>> InHoursAsync(int hours, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var thisHour = new DateTimeOffset(now.UtcDateTime.Date.AddHours(now.UtcDateTime.Hour), TimeSpan.Zero);
        var counts = new List<HourCount>(hours);
        var (before, known) = (_known, new Dictionary<DateTimeOffset, long>());
        var least = 0L;
        for (var from = thisHour.AddHours(1 - hours); from <= thisHour; from = from.AddHours(1))
        {
            var first = MonthOf(from) == from ? 0 : await BoundAsync(from).ConfigureAwait(false);
            var last = await BoundAsync(from.AddHours(1)).ConfigureAwait(false);
            counts.Add(new HourCount(from, Math.Max(0, last - first)));
        }

        _known = known;
        return counts;

        // Where a month ends, all of its numbers were issued before.
        async ValueTask<long> BoundAsync(DateTimeOffset at)
        {
            var isEnd = MonthOf(at) == at;
            var isKnown = known.TryGetValue(at, out var number) || before.TryGetValue(at, out number);
            if (!isKnown)
            {
                number = await NumberBeforeAsync(at, isEnd ? at.AddMonths(-1) : MonthOf(at), least, cancellationToken).ConfigureAwait(false);
            }

            least = isEnd ? 0 : number;
            if (isKnown || at + Settled < now)
            {
                known[at] = number;
            }

            return number;
        }
    }

    /// <summary>How many began from a time until now.</summary>
    public async ValueTask<long> SinceAsync(DateTimeOffset from, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (count, month) = (0L, MonthOf(from));
        for (; month <= now; month = month.AddMonths(1))
        {
            var first = from > month ? await NumberBeforeAsync(from, month, 0, cancellationToken).ConfigureAwait(false) : 0;
            count += Math.Max(0, await NumberBeforeAsync(DateTimeOffset.MaxValue, month, first, cancellationToken).ConfigureAwait(false) - first);
        }

        return count;
    }

    /// <summary>The number of the newest sequence of a month that began before a time.</summary>
    /// <param name="at">The time.</param>
    /// <param name="month">The month's first moment.</param>
    /// <param name="least">A number of which it is known that it is no greater.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async ValueTask<long> NumberBeforeAsync(DateTimeOffset at, DateTimeOffset month, long least, CancellationToken cancellationToken)
    {
        if (await NewestUpToAsync(month, SequenceId.MaxNumber - 1, cancellationToken).ConfigureAwait(false) is not { } newest)
        {
            return 0;
        }

        var (low, high, step) = (Math.Min(least, newest.SequenceId.Number), newest.SequenceId.Number, 1L);
        if (newest.CreatedAt < at)
        {
            return high;
        }

        // From the newest back in growing steps: what is asked about is mostly near it.
        for (high--; low < high; step *= 2)
        {
            var probe = Math.Max(low, high - step);
            if (await BeganBeforeAsync(probe).ConfigureAwait(false))
            {
                low = probe;
                break;
            }

            high = Math.Max(low, probe - 1);
        }

        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (await BeganBeforeAsync(middle).ConfigureAwait(false))
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;

        // Of a number that is not there the newest below it tells; where there is none, it was long ago.
        async ValueTask<bool> BeganBeforeAsync(long number) =>
            number <= 0
            || await NewestUpToAsync(month, number, cancellationToken).ConfigureAwait(false) is not { } header
            || header.CreatedAt < at;
    }

    private async ValueTask<SequenceHeader?> NewestUpToAsync(DateTimeOffset month, long number, CancellationToken cancellationToken)
    {
        var found = await reader().FindAsync(
            new SequenceQuery { Before = new SequenceId(month.Year, month.Month, number + 1), Limit = 1 }, cancellationToken).ConfigureAwait(false);
        return found is [var header] && header.SequenceId.Year == month.Year && header.SequenceId.Month == month.Month ? header : null;
    }

    private static DateTimeOffset MonthOf(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
}

/// <summary>How many journeys began in an hour.</summary>
/// <param name="From">When it began.</param>
/// <param name="Begun">Ids issued in it.</param>
internal sealed record HourCount(
    [property: System.Text.Json.Serialization.JsonConverter(typeof(UtcTimeJsonConverter))] DateTimeOffset From, long Begun);
