using SequenceLogging.Benchmarks.Checking;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// One of the targets P1 to P13. Whatever it compares with is measured in the same run, in turns with what is judged, so that
/// the mood of the machine meets both.
/// </summary>
public abstract class Target
{
    /// <summary>All there are, in their order.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new EnrichedEventTarget(),
        new ScopeTarget(),
        new NoStepEventTarget(),
        new StepEventTarget(),
        new StoredStepsTarget(),
        new BeginTarget(),
        new QuestionTarget(),
        new OverviewTarget(),
        new MemoryAndDiskTarget(),
        new GarbageTarget(),
        new PostgreSqlTarget(),
        new StartTarget(),
        new ThreadsTarget(),
    ];

    /// <summary>As <c>P5</c>.</summary>
    public abstract string Id { get; }

    /// <summary>What it is about, in a few words.</summary>
    public abstract string Question { get; }

    /// <summary>
    /// Whether a few nanoseconds count. Then the compiler must not favour one of the bodies that take turns for having seen it
    /// more often, as it would with a profile.
    /// </summary>
    public virtual bool CountsNanoseconds => false;

    /// <summary>Measures it, and throws where a benchmark had no effect.</summary>
    /// <param name="effort">How much of everything.</param>
    /// <param name="workspace">Where files may be made.</param>
    /// <param name="findings">What comes out.</param>
    public abstract Task MeasureAsync(Effort effort, Workspace workspace, Findings findings);
}
