using System.IO.MemoryMappedFiles;
using SequenceLogging;

namespace FaultWriter;

/// <summary>
/// What each thread of a writing process was told is safe: its sequence, and how many steps have returned from their log
/// call. The file is mapped, so it says so after the process was killed, too.
/// </summary>
public sealed class Acknowledgements : IDisposable
{
    private const int Stride = 64; // a cache line for each thread

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public Acknowledgements(string path, int threads)
    {
        Threads = threads;
        _file = MemoryMappedFile.CreateFromFile(
            new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite),
            null, threads * Stride, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor();
    }

    public int Threads { get; }

    /// <summary>All steps of all threads.</summary>
    public long Total => Enumerable.Range(0, Threads).Sum(StepsOf);

    public void Begin(int thread, SequenceId sequence) => _view.Write(thread * Stride, sequence.ToInt64());

    public void Acknowledge(int thread, long steps) => _view.Write((thread * Stride) + sizeof(long), steps);

    /// <summary>The sequence of a thread as the store writes it; 0 where it has begun none.</summary>
    public long SequenceOf(int thread) => _view.ReadInt64(thread * Stride);

    public long StepsOf(int thread) => _view.ReadInt64((thread * Stride) + sizeof(long));

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
