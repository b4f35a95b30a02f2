using System.IO.MemoryMappedFiles;
using System.Numerics;
using System.Runtime.InteropServices;
using SequenceLogging.Context;
using Serilog.Core;
using Serilog.Events;

namespace SequenceLogging.Benchmarks.Calling;

/// <summary>
/// A sink that asks whether an event is a step and whose it is, and copies it into a mapped file as its values are: the least after which
/// a step survives the end of its process. No text is made and nobody reads it; the file is written over and over.
/// </summary>
/// <remarks>
/// A frame is what a reader would need to trust it: its length, a CRC-32C, the time, a number for the template, the sequence, and name and value of
/// each property, texts as they lie in memory.
/// </remarks>
public sealed unsafe class CopySink : ILogEventSink, IDisposable
{
    private const int Size = 4 << 20;
    private const int HeadSize = 32;

    private readonly object _lock = new();
    private readonly Dictionary<MessageTemplate, int> _templates = [];
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private int _at;
    private bool _isDisposed;

    public CopySink(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.CreateNew, null, Size);
        _view = _file.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        new Span<byte>(_start, Size).Clear();
    }

    /// <summary>How many events were copied.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a text stands in the file.</summary>
    public bool Contains(string text) => new ReadOnlySpan<byte>(_start, Size).IndexOf(MemoryMarshal.AsBytes(text.AsSpan())) >= 0;

    public void Emit(LogEvent logEvent)
    {
        // Serilog's own class: to ask it is cheaper than to ask the interface that it is shown as.
        var properties = (Dictionary<string, LogEventPropertyValue>)logEvent.Properties;
        if (!properties.ContainsKey("StepName") || SequenceScope.Current is not { } scope)
        {
            return;
        }

        lock (_lock)
        {
            // Events here are far smaller than this.
            _at = _at > Size - (64 << 10) ? 0 : _at;
            var end = _at + HeadSize;
            foreach (var (name, value) in properties)
            {
                end = Write(name, end);
                end = Write(((ScalarValue)value).Value, end);
            }

            var head = _start + _at;
            *(long*)(head + 8) = logEvent.Timestamp.UtcTicks;
            *(long*)(head + 16) = scope.SequenceId.ToInt64();
            *(int*)(head + 24) = NumberOf(logEvent.MessageTemplate);
            *(uint*)(head + 4) = Checksum(new ReadOnlySpan<byte>(head + 8, end - _at - 8));
            Volatile.Write(ref *(int*)head, end - _at);
            _at = (end + 7) & ~7;
            Count++;
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private int Write(object? value, int at)
    {
        switch (value)
        {
            case string text: return Write(text, at);
            case decimal number: *(decimal*)(_start + at) = number; return at + sizeof(decimal);
            case int number: *(int*)(_start + at) = number; return at + sizeof(int);
            default: throw new NotSupportedException($"A value of type {value?.GetType()} is none of the events that are measured here.");
        }
    }

    private int Write(string text, int at)
    {
        *(int*)(_start + at) = text.Length;
        MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(new Span<byte>(_start + at + sizeof(int), text.Length * sizeof(char)));
        return at + sizeof(int) + (text.Length * sizeof(char));
    }

    private int NumberOf(MessageTemplate template)
    {
        if (!_templates.TryGetValue(template, out var number))
        {
            _templates.Add(template, number = _templates.Count + 1);
        }

        return number;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var eight in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            crc = BitOperations.Crc32C(crc, eight);
        }

        foreach (var left in bytes[(bytes.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, left);
        }

        return ~crc;
    }
}
