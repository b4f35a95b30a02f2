namespace SequenceLogging.Cli;

/// <summary>A failure that people cause and can mend: one line on stderr and an exit code, never a stack trace.</summary>
internal sealed class ExpectedFailure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
