using Microsoft.Win32.SafeHandles;
using SequenceLogging.Sqlite.Native;

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

    private readonly string _path = MarkFile.PathOf(storePath);
    private readonly FilePresence _presence = new(MarkFile.PathOf(storePath));

    // One of each month, in the order of the file's lines, and the file as it should be.
    private readonly List<IdMark> _marks = [];
    private byte[] _image = [];
    private readonly List<IdMark> _raised = [];

    // What the file itself said when it was read last, and what was given back in this transaction.
    private readonly List<IdMark> _read = [];
    private readonly List<IdMark> _lowered = [];
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
        _lowered.Clear();
    }

    /// <summary>The last number of a month that was issued before this transaction; 0 for none.</summary>
    /// <param name="year">The UTC year.</param>
    /// <param name="month">The UTC month.</param>
    /// <param name="counter">
    /// What the store says. Where the file says the same, and more is remembered here, somebody has given numbers back.
    /// </param>
    public long Last(int year, int month, long counter)
    {
        Read();
        var place = PlaceOf(_marks, year, month);
        if (place >= 0 && _marks[place].Number > counter
            && PlaceOf(_read, year, month) is >= 0 and var read && _read[read].Number == counter)
        {
            _marks[place] = _read[read];
            MarkLine.Write(_image.AsSpan(place * MarkLine.Size, MarkLine.Size), _marks[place]);
        }

        return place >= 0 ? _marks[place].Number : 0;
    }

    /// <summary>Notes that a number is used up.</summary>
    public void Raise(IdMark mark) => Put(_raised, mark);

    /// <summary>Notes that the numbers above one were given back, and never shown to anybody.</summary>
    public void Lower(IdMark mark) => _lowered.Add(mark);

    /// <summary>
    /// Writes what was raised. Call when the transaction has committed and before anybody sees its ids; not before the
    /// commit, since a process that is killed between the two would leave a gap.
    /// </summary>
    public void Save()
    {
        if (_raised.Count > 0 || _lowered.Count > 0 || _isOutOfDate)
        {
            Read();
            Try(SaveChanges);
            _raised.Clear();
            _lowered.Clear();
        }
    }

    /// <summary>Brings the marks of a store that was just opened up to its counters.</summary>
    public void Fill(IReadOnlyList<IdMark> counters)
    {
        Begin();
        Read();
        if (_marks.Count == 0 && counters.Count > 0 && _told is null)
        {
            Tell("It was missing, and is made anew from the counters of the store.");
        }

        // What is remembered counts here, whatever the file says: both may have been put in place of what was there.
        foreach (var mark in _marks.Where(m => _read.Count > 0 && !_read.Contains(m)))
        {
            Raise(mark);
        }

        foreach (var counter in counters.Where(c => PlaceOf(_marks, c.Year, c.Month) is var place
            && (place < 0 || c.Number > _marks[place].Number)))
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
        if (_file is null || !_presence.Look())
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

        _read.Clear();
        if (!content.SequenceEqual(_image))
        {
            Take(content);
        }
    }

    /// <summary>Learns from a file that somebody else has written, or spoiled.</summary>
    private void Take(ReadOnlySpan<byte> content)
    {
        var damaged = content.Length % MarkLine.Size == 0 ? 0 : 1;
        for (; content.Length >= MarkLine.Size; content = content[MarkLine.Size..])
        {
            if (MarkLine.TryRead(content[..MarkLine.Size], out var line))
            {
                Put(_read, line);
            }
            else
            {
                damaged++;
            }
        }

        // In the order of the file's lines, and behind them what it lacks.
        IdMark[] known = [.. _marks];
        _marks.Clear();
        _marks.AddRange(_read);
        Array.ForEach(known, mark => Put(_marks, mark));
        _image = MarkFile.Render(_marks);
        _isOutOfDate = damaged > 0 || _read.Count < _marks.Count;
        if (_isOutOfDate)
        {
            Tell(
                $"{_read.Count} months could be read, {damaged} lines not, and {_marks.Count - _read.Count} were missing; it "
                + "is made anew.");
        }
    }

    private void SaveChanges()
    {
        var isAll = _isOutOfDate || _file is null;
        _isOutOfDate = true;
        foreach (var mark in _raised)
        {
            Write(Put(_marks, mark), isAll);
        }

        foreach (var mark in _lowered)
        {
            var place = Put(_marks, mark);
            _marks[place] = mark;
            Write(place, isAll);
        }

        if (isAll && _file is not null)
        {
            RandomAccess.Write(_file, _image, 0);
            RandomAccess.SetLength(_file, _image.Length);
        }

        _isOutOfDate = _file is null;
    }

    private void Write(int place, bool isAll)
    {
        Array.Resize(ref _image, _marks.Count * MarkLine.Size);
        var line = _image.AsSpan(place * MarkLine.Size, MarkLine.Size);
        MarkLine.Write(line, _marks[place]);
        if (!isAll)
        {
            RandomAccess.Write(_file!, line, place * MarkLine.Size);
        }
    }

    /// <returns>Its place.</returns>
    private static int Put(List<IdMark> marks, IdMark mark)
    {
        var place = PlaceOf(marks, mark.Year, mark.Month);
        if (place < 0)
        {
            marks.Add(mark);
            return marks.Count - 1;
        }

        marks[place] = mark.Number > marks[place].Number ? mark : marks[place];
        return place;
    }

    // From the end, where the month of today is.
    private static int PlaceOf(List<IdMark> marks, int year, int month) =>
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
