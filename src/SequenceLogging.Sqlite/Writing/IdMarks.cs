using Microsoft.Win32.SafeHandles;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// The last number issued in each month, in a small file beside the store (<c>sequences.db.ids</c>). It outlives the store's
/// own file: where that is lost, or an older copy of it is put in place, ids go on above the mark, so that none is issued
/// twice. Used with the turn to write. Whatever is wrong with it stops nothing: then ids are as safe as the store's file.
/// </summary>
internal sealed class IdMarks(string storePath) : IDisposable
{
    /// <summary>Some 10 years; a file that is larger is read in one piece up to the limit.</summary>
    private const int UsualSize = 4096;

    private const int LargestSize = 1 << 20;

    private readonly string _path = storePath + ".ids";

    // One of each month, in the order of the file's lines, and the file as it should be.
    private readonly List<SequenceId> _marks = [];
    private byte[] _image = [];
    private readonly List<SequenceId> _raised = [];
    private FileStream? _stream;
    private SafeFileHandle? _file;
    private bool _isRead;
    private bool _isOutOfDate;
    private string? _told;

    /// <summary>Call first in every transaction: others may have written the file, and the last transaction may have failed.</summary>
    public void Begin()
    {
        _isRead = false;
        _raised.Clear();
    }

    /// <summary>The last number of a month that was issued before this transaction; 0 for none.</summary>
    public long Last(int year, int month)
    {
        Read();
        return PlaceOf(_marks, year, month) is >= 0 and var place ? _marks[place].Number : 0;
    }

    /// <summary>Notes that a number is used up.</summary>
    public void Raise(SequenceId id) => Put(_raised, id);

    /// <summary>
    /// Writes what was raised. Call when the transaction has committed and before anybody sees its ids; not before the
    /// commit, since a process that is killed between the two would leave a gap.
    /// </summary>
    public void Save()
    {
        if (_raised.Count > 0 || _isOutOfDate)
        {
            Read();
            Try(SaveRaised);
            _raised.Clear();
        }
    }

    /// <summary>Brings the marks of a store that was just opened up to its counters.</summary>
    public void Fill(IReadOnlyList<SequenceId> counters)
    {
        Begin();
        Read();
        if (_marks.Count == 0 && counters.Count > 0 && _told is null)
        {
            Tell("It was missing, and is made anew from the counters of the store.");
        }

        foreach (var counter in counters.Where(c => c.Number > Last(c.Year, c.Month)))
        {
            Raise(counter);
        }

        Save();
    }

    /// <summary>Makes it durable. Until then it is the kernel's, and outlives the process but not a power cut.</summary>
    public void Flush() => Try(() =>
    {
        if (_file is not null)
        {
            RandomAccess.FlushToDisk(_file);
        }
    });

    public void Dispose()
    {
        _stream?.Dispose();
        _file = null;
    }

    private void Read()
    {
        if (!_isRead)
        {
            _isRead = true;
            Try(ReadFile);
        }
    }

    private void ReadFile()
    {
        if (_file is null || !File.Exists(_path))
        {
            Dispose();
            var options = StoreFile.OwnerOnly(FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete);
            _stream = new FileStream(_path, options);
            _file = _stream.SafeFileHandle;
        }

        Span<byte> usual = stackalloc byte[UsualSize];
        ReadOnlySpan<byte> content = usual[..RandomAccess.Read(_file, usual, 0)];
        if (content.Length == UsualSize)
        {
            var all = new byte[Math.Min(RandomAccess.GetLength(_file), LargestSize)];
            content = all.AsSpan(0, RandomAccess.Read(_file, all, 0));
        }

        if (!content.SequenceEqual(_image))
        {
            Take(content);
        }
    }

    /// <summary>Learns from a file that somebody else has written, or spoiled.</summary>
    private void Take(ReadOnlySpan<byte> content)
    {
        SequenceId[] known = [.. _marks];
        var damaged = content.Length % MarkLine.Size == 0 ? 0 : 1;
        _marks.Clear();
        for (; content.Length >= MarkLine.Size; content = content[MarkLine.Size..])
        {
            if (MarkLine.TryRead(content[..MarkLine.Size], out var line))
            {
                Put(_marks, line);
            }
            else
            {
                damaged++;
            }
        }

        var read = _marks.Count;
        Array.ForEach(known, mark => Put(_marks, mark));
        _image = new byte[_marks.Count * MarkLine.Size];
        for (var place = 0; place < _marks.Count; place++)
        {
            MarkLine.Write(_image.AsSpan(place * MarkLine.Size, MarkLine.Size), _marks[place]);
        }

        _isOutOfDate = damaged > 0 || read < _marks.Count;
        if (_isOutOfDate)
        {
            Tell($"{read} months could be read, {damaged} lines not, and {_marks.Count - read} were missing; it is made anew.");
        }
    }

    private void SaveRaised()
    {
        var isAll = _isOutOfDate || _file is null;
        _isOutOfDate = true;
        foreach (var id in _raised)
        {
            var place = Put(_marks, id);
            Array.Resize(ref _image, _marks.Count * MarkLine.Size);
            var line = _image.AsSpan(place * MarkLine.Size, MarkLine.Size);
            MarkLine.Write(line, _marks[place]);
            if (!isAll)
            {
                RandomAccess.Write(_file!, line, place * MarkLine.Size);
            }
        }

        if (isAll && _file is not null)
        {
            RandomAccess.Write(_file, _image, 0);
            RandomAccess.SetLength(_file, _image.Length);
        }

        _isOutOfDate = _file is null;
    }

    /// <returns>Its place.</returns>
    private static int Put(List<SequenceId> marks, SequenceId id)
    {
        var place = PlaceOf(marks, id.Year, id.Month);
        if (place < 0)
        {
            marks.Add(id);
            return marks.Count - 1;
        }

        marks[place] = id.Number > marks[place].Number ? id : marks[place];
        return place;
    }

    // From the end, where the month of today is.
    private static int PlaceOf(List<SequenceId> marks, int year, int month) =>
        marks.FindLastIndex(m => m.Year == year && m.Month == month);

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell($"{e.Message} If the store's file is lost or restored now, ids may be issued again.");
        }
    }

    /// <summary>Says each thing once, not with every id.</summary>
    private void Tell(string what)
    {
        if (what != _told)
        {
            _told = what;
            Trouble.Report("The last ids issued are kept in {0}, too. {1}", _path, what);
        }
    }
}
