using System.Runtime.InteropServices;
using SequenceLogging.Seq.Clef;

namespace SequenceLogging.Seq.Pushing;

/// <summary>Lines for one request, and what is to be noted when the server has acknowledged them.</summary>
internal sealed class PushBatch : IDisposable
{
    private readonly ClefBuffer _buffer = new();
    private readonly ClefWriter _writer;
    private readonly List<int> _ends = [];
    private readonly List<string> _ids = [];
    private readonly List<ulong> _pushed = [];

    public PushBatch(int maxEventBytes) => _writer = new ClefWriter(_buffer, maxEventBytes);

    public int Count => _ends.Count;

    public int Bytes => _buffer.Length;

    public int Trimmed { get; private set; }

    /// <summary>All steps up to here are in this batch or in one before; null where it moves no position.</summary>
    public Checkpoint? Reached { get; set; }

    /// <summary>What the ledger is to know of this batch.</summary>
    public ReadOnlySpan<ulong> Pushed => CollectionsMarshal.AsSpan(_pushed);

    public bool HasNews => Count > 0 || Reached is not null || _pushed.Count > 0;

    public bool IsFull(int bytes, int events) => Bytes >= bytes || Count >= events;

    public void Add(ClefEvent logged)
    {
        Trimmed += _writer.Write(logged) ? 1 : 0;
        _ends.Add(_buffer.Length);
        _ids.Add(logged.Id);
    }

    /// <summary>To be noted in the ledger when this batch is acknowledged.</summary>
    public void Note(ulong mark) => _pushed.Add(mark);

    public string IdOf(int index) => _ids[index];

    public ReadOnlyMemory<byte> Lines(int first, int count)
    {
        var start = first == 0 ? 0 : _ends[first - 1];
        return _buffer.Written[start.._ends[first + count - 1]];
    }

    public void Clear()
    {
        _buffer.CutTo(0);
        _ends.Clear();
        _ids.Clear();
        _pushed.Clear();
        Reached = null;
        Trimmed = 0;
    }

    public void Dispose() => _writer.Dispose();
}
