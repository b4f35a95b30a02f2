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
}
