using System.Globalization;
using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace SequenceLogging.Benchmarks.Calling;

/// <summary>A sink that makes the text of an event by Serilog's own formatter, and keeps it nowhere.</summary>
public sealed class FormatSink : ILogEventSink, IDisposable
{
    private readonly JsonFormatter _formatter = new(renderMessage: true);
    private readonly StringBuilder _text = new();
    private readonly StringWriter _writer;

    public FormatSink() => _writer = new StringWriter(_text, CultureInfo.InvariantCulture);

    /// <summary>Of the last event.</summary>
    public string Text => _text.ToString();

    public void Emit(LogEvent logEvent)
    {
        _text.Clear();
        _formatter.Format(logEvent, _writer);
    }

    public void Dispose() => _writer.Dispose();
}
