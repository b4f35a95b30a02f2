using System.Text.Json.Serialization;
using SequenceLogging.Statistics;

namespace SequenceLogging.Insight.Components;

/// <summary>How some steps fared: those of a component, of a name, or of a day.</summary>
public sealed class StepFigures
{
    private readonly DurationHistogram _durations = new();

    /// <summary>All of them.</summary>
    public long TotalSteps { get; private set; }

    /// <summary>Those that completed.</summary>
    public long CompletedSteps { get; private set; }

    /// <summary>Those that failed.</summary>
    public long FailedSteps { get; private set; }

    /// <summary>Completed of completed and failed, from 0 to 1; null while there is neither.</summary>
    public double? SuccessRate =>
        CompletedSteps + FailedSteps is > 0 and var ended ? CompletedSteps / (double)ended : null;

    /// <summary>Median duration in milliseconds; null when no step told its duration.</summary>
    public double? P50Ms => _durations.Quantile(0.5);

    /// <summary>95 % took at most this long, in milliseconds.</summary>
    public double? P95Ms => _durations.Quantile(0.95);

    /// <summary>99 % took at most this long, in milliseconds.</summary>
    public double? P99Ms => _durations.Quantile(0.99);

    /// <summary>How many told their duration.</summary>
    [JsonIgnore]
    public long TimedSteps => _durations.Count;

    /// <summary>The figures of all these counts together.</summary>
    public static StepFigures Of(IEnumerable<DailyStepCount> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var figures = new StepFigures();
        foreach (var count in counts)
        {
            figures.TotalSteps += count.Count;
            figures.CompletedSteps += count.Status is StepStatus.Completed ? count.Count : 0;
            figures.FailedSteps += count.Status is StepStatus.Failed ? count.Count : 0;
            figures._durations.Add(count.Durations);
        }

        return figures;
    }
}
