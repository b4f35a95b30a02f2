namespace SequenceLogging.Cli;

/// <summary>How a run ended, for scripts. The numbers are a promise.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>Something went wrong that has no number of its own, or part of the work was refused.</summary>
    public const int Failure = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>There is no such sequence, user or rejected event.</summary>
    public const int NotFound = 3;

    /// <summary>The store is not there, or cannot be used now.</summary>
    public const int StoreUnavailable = 4;

    /// <summary>The store is damaged, its numbers do not add up, or a copy is not like its source.</summary>
    public const int Integrity = 5;

    /// <summary>Stopped by Ctrl-C in the middle of its work, as shells number it.</summary>
    public const int Interrupted = 130;
}
