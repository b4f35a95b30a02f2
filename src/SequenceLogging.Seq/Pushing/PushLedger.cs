using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SequenceLogging.Seq.Pushing;

/// <summary>
/// What was pushed and has no position in the store (links, errors between steps, changes of status, summaries), and which
/// journeys were looked at in which condition. Eight bytes of a hash each, appended to a file that is this push's alone while
/// it is open.
/// </summary>
internal sealed class PushLedger : IDisposable
{
    private const int Size = sizeof(ulong);

    private readonly FileStream _file;
    private readonly ulong[] _before;
    private readonly HashSet<ulong> _now = [];

    private PushLedger(FileStream file, ulong[] before)
    {
        _file = file;
        _before = before;
    }

    /// <exception cref="SeqException">Another push has it open.</exception>
    public static PushLedger Open(string path)
    {
        var file = OpenAlone(path);
        try
        {
            // What a crash left half written was not acknowledged to anybody.
            var count = (int)(file.Length / Size);
            file.SetLength((long)count * Size);
            return new PushLedger(file, Read(file, count));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public bool IsEmpty => _before.Length == 0 && _now.Count == 0;

    public static ulong MarkOf(string text)
    {
        const int OnStack = 512;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    public bool Has(ulong mark) => Array.BinarySearch(_before, mark) >= 0 || _now.Contains(mark);

    public void Add(ReadOnlySpan<ulong> marks)
    {
        if (marks.IsEmpty)
        {
            return;
        }

        var bytes = new byte[marks.Length * Size];
        for (var i = 0; i < marks.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * Size), marks[i]);
            _now.Add(marks[i]);
        }

        _file.Write(bytes);
        _file.Flush(flushToDisk: true);
    }

    public void Dispose() => _file.Dispose();

    private static FileStream OpenAlone(string path)
    {
        try
        {
            return new FileStream(path, StateFile.OwnerOnly(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new SeqException(
                SeqFailure.State, $"{path} is in use: another push to this server is under way. Wait until it has ended. ({e.Message})", e);
        }
    }

    private static ulong[] Read(FileStream file, int count)
    {
        var marks = new ulong[count];
        var piece = new byte[64 * 1024];
        for (var at = 0; at < count;)
        {
            var length = Math.Min(piece.Length, (count - at) * Size);
            file.ReadExactly(piece, 0, length);
            for (var i = 0; i < length; i += Size)
            {
                marks[at++] = BinaryPrimitives.ReadUInt64LittleEndian(piece.AsSpan(i));
            }
        }

        Array.Sort(marks);
        return marks;
    }
}
