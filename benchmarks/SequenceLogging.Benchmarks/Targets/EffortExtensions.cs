using SequenceLogging.Benchmarks.Events;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>Picks by effort.</summary>
internal static class EffortExtensions
{
    public static T Choose<T>(this Effort effort, T full, T quick, T once) => effort switch
    {
        Effort.Full => full,
        Effort.Quick => quick,
        _ => once,
    };

    /// <summary>So many steps, of 5,000 active journeys unless it is next to no work.</summary>
    public static StepLoad Load(this Effort effort, int full, int quick, int once) =>
        new(effort.Choose(full, quick, once), effort.Choose(StepLoad.ActiveSequences, StepLoad.ActiveSequences, 100));
}
