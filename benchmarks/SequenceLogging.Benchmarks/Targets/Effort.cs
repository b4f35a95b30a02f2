namespace SequenceLogging.Benchmarks.Targets;

/// <summary>How much of everything is done.</summary>
public enum Effort
{
    /// <summary>What the targets say.</summary>
    Full,

    /// <summary>Less of it: enough to see what is far off, in minutes.</summary>
    Quick,

    /// <summary>Next to nothing: enough to see that it works.</summary>
    Once,
}
