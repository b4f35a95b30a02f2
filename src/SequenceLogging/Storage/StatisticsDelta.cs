using System.Runtime.InteropServices;
using SequenceLogging.Statistics;

namespace SequenceLogging.Storage;

/// <summary>What one batch adds to a store's statistics; written in the batch's own transaction.</summary>
public sealed class StatisticsDelta
{
    private const long MicrosecondsOfDay = 86_400_000_000;

    private readonly Dictionary<DayCell, Tally> _days = [];
    private readonly Dictionary<StepCell, Tally> _months = [];
    private readonly Dictionary<TransitionCell, Tally> _transitions = [];
    private readonly long[] _sequences = new long[4];
    private int _day;
    private long _dayBegins;
    private long _dayEnds;

    /// <summary>Steps by day, kind and outcome, with their durations.</summary>
    public IReadOnlyDictionary<DayCell, Tally> Days => _days;

    /// <summary>Steps by month, kind and outcome, with their durations: the sums of <see cref="Days"/>, added up when they are asked for.</summary>
    public IReadOnlyDictionary<StepCell, Tally> Steps
    {
        get
        {
            if (_months.Count == 0)
            {
                foreach (var (cell, tally) in _days)
                {
                    TallyOf(_months, new StepCell(cell.Day / 100, cell.Kind, cell.Status)).Add(tally);
                }
            }

            return _months;
        }
    }

    /// <summary>Pairs of neighbouring steps by month, with the time from one to the other.</summary>
    public IReadOnlyDictionary<TransitionCell, Tally> Transitions => _transitions;

    /// <summary>Change of the number of sequences in a status.</summary>
    public long SequencesIn(SequenceStatus status) => _sequences[(int)status];

    /// <summary>Links that were not there before.</summary>
    public long NewLinks { get; set; }

    /// <summary>The newest event, in microseconds since 1970 UTC.</summary>
    public long LastActivity { get; private set; } = long.MinValue;

    /// <summary>Counts a sequence that begins.</summary>
    public void CountSequence(SequenceStatus status, long at)
    {
        _sequences[(int)status]++;
        CountActivity(at);
    }

    /// <summary>Counts a sequence's change from one status to another.</summary>
    public void CountStatus(SequenceStatus from, SequenceStatus to)
    {
        _sequences[(int)from]--;
        _sequences[(int)to]++;
    }

    /// <summary>Counts a step, and the way to it from the one before.</summary>
    /// <param name="kind">The step.</param>
    /// <param name="status">Its outcome.</param>
    /// <param name="durationMs">Its duration; NaN when not known.</param>
    /// <param name="at">Its time in microseconds since 1970 UTC.</param>
    /// <param name="previous">The step before it in its sequence; null for the first.</param>
    /// <param name="previousAt">When that was.</param>
    public void CountStep(StepKind kind, StepStatus status, double durationMs, long at, StepKind? previous, long previousAt)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var day = DayOf(at);
        _months.Clear();
        TallyOf(_days, new DayCell(day, kind.Id, status)).Add(durationMs);
        if (previous is not null)
        {
            // Clocks of several nodes may disagree; a wait below zero says nothing but that, and counts as none.
            TallyOf(_transitions, new TransitionCell(day / 100, previous.Id, kind.Id)).Add(Math.Max(0, (at - previousAt) / 1000.0));
        }

        CountActivity(at);
    }

    /// <summary>Notes the time of an event.</summary>
    public void CountActivity(long at) => LastActivity = Math.Max(LastActivity, at);

    /// <summary>Forgets everything, to be used for the next batch.</summary>
    public void Clear()
    {
        _days.Clear();
        _months.Clear();
        _transitions.Clear();
        Array.Clear(_sequences);
        NewLinks = 0;
        LastActivity = long.MinValue;
    }

    // Steps come in the order of their time, or nearly so: the calendar is seldom asked.
    private int DayOf(long at)
    {
        if (at < _dayBegins || at >= _dayEnds)
        {
            _day = RecordTime.DayOf(at);
            _dayBegins = RecordTime.ToMicroseconds(new DateTimeOffset(RecordTime.ToDay(_day).ToDateTime(default), TimeSpan.Zero));
            _dayEnds = _dayBegins + MicrosecondsOfDay;
        }

        return _day;
    }

    private static Tally TallyOf<TCell>(Dictionary<TCell, Tally> cells, TCell cell)
        where TCell : notnull =>
        CollectionsMarshal.GetValueRefOrAddDefault(cells, cell, out _) ??= new Tally();
}

/// <summary>Steps of a day that are counted together.</summary>
/// <param name="Day">As 20250731, UTC.</param>
/// <param name="Kind">The store's number of the step kind.</param>
/// <param name="Status">Outcome.</param>
public readonly record struct DayCell(int Day, int Kind, StepStatus Status);

/// <summary>Steps that are counted together.</summary>
/// <param name="Month">As 202507, UTC.</param>
/// <param name="Kind">The store's number of the step kind.</param>
/// <param name="Status">Outcome.</param>
public readonly record struct StepCell(int Month, int Kind, StepStatus Status);

/// <summary>Neighbouring steps that are counted together.</summary>
/// <param name="Month">Month of the second step, as 202507, UTC.</param>
/// <param name="From">The store's number of the first step's kind.</param>
/// <param name="To">The store's number of the second step's kind.</param>
public readonly record struct TransitionCell(int Month, int From, int To);

/// <summary>A count with a histogram of what took how long.</summary>
public sealed class Tally
{
    /// <summary>How many.</summary>
    public long Count { get; set; }

    /// <summary>How long they took, as far as they told.</summary>
    public DurationHistogram Durations { get; init; } = new();

    /// <summary>Counts one more.</summary>
    /// <param name="milliseconds">How long it took; NaN when not known.</param>
    public void Add(double milliseconds)
    {
        Count++;
        Durations.Add(milliseconds);
    }

    /// <summary>Adds all that another tally counted.</summary>
    public void Add(Tally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Count += other.Count;
        Durations.Add(other.Durations);
    }
}
