using System.Diagnostics.CodeAnalysis;
using SequenceLogging.Delivery;
using SequenceLogging.Routing;
using SequenceLogging.Storage;
using Serilog.Events;

namespace SequenceLogging.Importing;

/// <summary>One file on its way into the store: takes its lines one by one, and counts what became of each.</summary>
internal sealed class FileImport : IDisposable
{
    private readonly string _file;
    private readonly ImportOptions _options;
    private readonly SequenceGroups _groups;
    private readonly LogEventReader _reader = new();
    private readonly EventRouter _router = new();
    private readonly EventIdentity _identity = new();
    private readonly RecordWriter _begin = new();
    private readonly RecordWriter _records = new();
    private readonly List<string> _rejections = [];
    private readonly List<BadLine> _badLines = [];
    private readonly int _groupsBefore;
    private long _lines;
    private long _blankLines;
    private long _unreadableLines;
    private long _passedOver;
    private long _withoutSequence;
    private long _badLineCount;
    private long _lastRefused;

    public FileImport(string file, ImportOptions options, SequenceGroups groups, ISequenceStore store)
    {
        _file = file;
        _options = options;
        _groups = groups;
        _groupsBefore = groups.Count;
        Writer = new ImportWriter(store, options.BatchSize, Refuse);
    }

    /// <summary>Where the records go; when to write is the caller's to say.</summary>
    public ImportWriter Writer { get; }

    /// <summary>Takes the next line.</summary>
    /// <param name="line">The line without its ending.</param>
    /// <param name="isTooLong">Whether it is longer than it may be; then it is empty here.</param>
    public void Take(ReadOnlySpan<byte> line, bool isTooLong)
    {
        _lines++;
        if (isTooLong)
        {
            _unreadableLines++;
            Report(FormattableString.Invariant($"it is longer than {_options.MaxLineBytes} bytes (MaxLineBytes)"));
        }
        else if (line.Trim(" \t\r"u8).IsEmpty)
        {
            _blankLines++;
        }
        else if (TryRead(line, out var logEvent))
        {
            Take(logEvent, line);
        }
    }

    /// <summary>Notes that the rest of the file cannot be read.</summary>
    public void Break(Exception cause)
    {
        _lines++;
        _unreadableLines++;
        Report($"from here on the file cannot be read; what came before is imported: {Excerpt.Of(cause.Message)}");
    }

    public ImportProgress Progress(double? fraction) => new(_file, _lines, Writer.Emitted, fraction);

    public ImportResult ToResult() => new()
    {
        Lines = _lines,
        BlankLines = _blankLines,
        UnreadableLines = _unreadableLines,
        Events = _lines - _blankLines - _unreadableLines,
        PassedOver = _passedOver,
        WithoutSequence = _withoutSequence,
        Groups = _groups.Count - _groupsBefore,
        Emitted = Writer.Emitted,
        Stored = Writer.Stored,
        Duplicate = Writer.Duplicate,
        RejectedBy = Writer.RejectedBy,
        BadLines = [.. _badLines.OrderBy(b => b.Line)],
        BadLineCount = _badLineCount,
    };

    public void Dispose()
    {
        _router.Dispose();
        _identity.Dispose();
    }

    private bool TryRead(ReadOnlySpan<byte> line, [NotNullWhen(true)] out LogEvent? logEvent)
    {
        try
        {
            logEvent = _reader.Read(line);
            return true;
        }
        catch (FormatException e)
        {
            logEvent = null;
            _unreadableLines++;
            Report(e.Message);
            return false;
        }
    }

    private void Take(LogEvent logEvent, ReadOnlySpan<byte> line)
    {
        if (!EventRouter.IsCandidate(logEvent))
        {
            _passedOver++;
            return;
        }

        _begin.Clear();
        _records.Clear();
        _rejections.Clear();
        var key = HasSequenceId(logEvent) ? default : _groups.KeyOf(logEvent);
        Span<byte> eventId = stackalloc byte[EventIdentity.Size];
        _identity.OfLine(logEvent.Timestamp, line, key.IsEmpty ? default : _groups.Property, eventId);
        Route(logEvent, key, eventId);

        if (_records.Count > 0)
        {
            _groups.Begin(logEvent, key, _begin);
            Writer.Add(_begin, _lines);
            Writer.Add(_records, _lines);
        }
        else if (_rejections.Count == 0)
        {
            _passedOver++;
        }

        if (_rejections.Count > 0)
        {
            Reject(logEvent);
        }
    }

    private void Route(LogEvent logEvent, ReadOnlySpan<char> key, ReadOnlySpan<byte> eventId)
    {
        try
        {
            _router.Route(logEvent, default, key, eventId, _records, _rejections);
        }
        catch (Exception e)
        {
            // As where it is logged: one event that nobody thought of must not stop the others.
            Trouble.Report("An event of {0} could not be routed; it is counted as rejected: {1}", _file, e);
            _records.Clear();
            _rejections.Clear();
            _rejections.Add(Reasons.UnreadableEvent);
        }
    }

    private void Reject(LogEvent logEvent)
    {
        foreach (var reason in _rejections)
        {
            Writer.Reject(reason);
        }

        _withoutSequence += _rejections[0] is Reasons.NoSequence or Reasons.BadSequenceId ? 1 : 0;
        Report(string.Join("; ", _rejections.Distinct().Select(r => BadLineReason.OfRejection(r, logEvent, _groups.Property))));
    }

    private static bool HasSequenceId(LogEvent logEvent) =>
        logEvent.Properties.TryGetValue(PropertyNames.SequenceId, out var value)
        && value is ScalarValue { Value: string text }
        && SequenceReference.TryParse(text, out _);

    private void Refuse(long line, string reason)
    {
        if (line == _lastRefused)
        {
            // The step of a line and its link are refused for the same reason.
            return;
        }

        _lastRefused = line;
        Report(line, BadLineReason.OfRefusal(reason));
    }

    private void Report(string reason) => Report(_lines, reason);

    private void Report(long line, string reason)
    {
        var badLine = new BadLine(_file, line, reason);
        if (_badLineCount++ < _options.MaxBadLines)
        {
            _badLines.Add(badLine);
        }

        _options.OnBadLine?.Invoke(badLine);
    }
}
