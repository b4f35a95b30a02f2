namespace SequenceLogging.Sqlite.Writing;

/// <summary>The file of the marks (<c>sequences.db.ids</c>) as a whole, for those who do not issue ids.</summary>
internal static class MarkFile
{
    /// <summary>Where the marks of a store are.</summary>
    public static string PathOf(string store) => store + ".ids";

    /// <summary>The marks that can be read; none where there is no file.</summary>
    public static IReadOnlyList<IdMark> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[file.Length];
        var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        var marks = new List<IdMark>();
        for (var rest = content.AsSpan(0, length); rest.Length >= MarkLine.Size; rest = rest[MarkLine.Size..])
        {
            if (MarkLine.TryRead(rest[..MarkLine.Size], out var mark))
            {
                marks.Add(mark);
            }
        }

        return marks;
    }

    /// <summary>The higher number of each month.</summary>
    public static IReadOnlyList<IdMark> Merge(IEnumerable<IdMark> one, IEnumerable<IdMark> other) =>
        [.. one.Concat(other).GroupBy(id => (id.Year, id.Month)).Select(month => month.MaxBy(id => id.Number)).OrderBy(id => (id.Year, id.Month))];

    /// <summary>The content of the file.</summary>
    public static byte[] Render(IReadOnlyList<IdMark> marks)
    {
        var content = new byte[marks.Count * MarkLine.Size];
        for (var place = 0; place < marks.Count; place++)
        {
            MarkLine.Write(content.AsSpan(place * MarkLine.Size, MarkLine.Size), marks[place]);
        }

        return content;
    }
}
