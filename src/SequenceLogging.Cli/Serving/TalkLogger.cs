using Microsoft.Extensions.Logging;
using SequenceLogging.Cli.Commands;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Serving;

/// <summary>Errors of the web server, beside the answers.</summary>
/// <param name="talk">Where to say them; lines of several threads do not mix there.</param>
internal sealed class TalkLogger(TextWriter talk) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var lines = $"{formatter(state, exception)} {exception}".Split('\n', StringSplitOptions.TrimEntries).Select(SafeText.OneLine);
            talk.WriteLine($"{SeqlogCommand.ToolName}: {string.Join("\n  ", lines)}");
        }
    }

    public void Dispose()
    {
    }
}
