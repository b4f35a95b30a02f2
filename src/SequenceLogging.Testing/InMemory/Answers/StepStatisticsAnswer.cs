using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.Testing.InMemory.Answers;

/// <summary>How often steps were made and followed one another.</summary>
internal static class StepStatisticsAnswer
{
    public static StepStatistics Of(Memory memory, int firstMonth, int lastMonth)
    {
        var steps = from cell in memory.Totals.Steps
                    where IsAsked(cell.Key.Month)
                    orderby cell.Key.Month, cell.Key.Kind, cell.Key.Status
                    select new StepCount(
                        cell.Key.Month, Named(cell.Key.Kind), cell.Key.Status, cell.Value.Count, Copy(cell.Value.Durations));
        var transitions = from cell in memory.Totals.Transitions
                          where IsAsked(cell.Key.Month)
                          orderby cell.Key.Month, cell.Key.From, cell.Key.To
                          select new StepTransition(
                              cell.Key.Month,
                              Named(cell.Key.From),
                              Named(cell.Key.To),
                              cell.Value.Count,
                              Copy(cell.Value.Durations));
        return new StepStatistics([.. steps], [.. transitions]);

        bool IsAsked(int month) => month >= firstMonth && month <= lastMonth;

        NamedStep Named(int kind) => StepStatisticsAnswer.Named(memory, kind);
    }

    public static IReadOnlyList<DailyStepCount> OfDays(Memory memory, DateOnly firstDay, DateOnly lastDay)
    {
        var days = from cell in memory.Totals.Days
                   let day = RecordTime.ToDay(cell.Key.Day)
                   where day >= firstDay && day <= lastDay
                   orderby day, cell.Key.Kind, cell.Key.Status
                   select new DailyStepCount(
                       day, Named(memory, cell.Key.Kind), cell.Key.Status, cell.Value.Count, Copy(cell.Value.Durations));
        return [.. days];
    }

    private static NamedStep Named(Memory memory, int kind)
    {
        var (_, component, name) = memory.Kinds[kind];
        return new NamedStep(component.Length == 0 ? null : component, name);
    }

    // The memory's own goes on counting.
    private static DurationHistogram Copy(DurationHistogram durations)
    {
        var copy = new DurationHistogram();
        copy.Add(durations);
        return copy;
    }
}
