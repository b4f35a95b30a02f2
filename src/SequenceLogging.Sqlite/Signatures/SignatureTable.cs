using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Signatures;

/// <summary>A signature without its bits: the rows that it stands for.</summary>
internal readonly record struct SignatureHead(long Id, long First, long Last, int Width);

/// <summary>The signatures that are stored, in the transaction of whoever asks.</summary>
internal sealed class SignatureTable(Database database, SignatureSource source)
{
    /// <summary>Counted up when signatures that are just being made are worth nothing; in the store's totals.</summary>
    public const string Epoch = "signature_epoch";

    /// <summary>What of a slice fits into a page of 4,096 bytes.</summary>
    private const int BytesOfSlice = 4_000;

    private const int SliceShift = 16;

    /// <summary>Behind the slices of bits, of which there are some 500, is a list of short pieces for each first byte.</summary>
    private const int FirstList = 1 << 15;

    public static long ReadEpoch(Database database) =>
        database.ReadNumber($"SELECT value FROM store_totals WHERE name = '{Epoch}'") ?? 0;

    public static void RaiseEpoch(Database database) =>
        database.Execute($"UPDATE store_totals SET value = value + 1 WHERE name = '{Epoch}'");

    /// <summary>All of them, in the order of their rows.</summary>
    public List<SignatureHead> Read()
    {
        using var select = database.Prepare("SELECT id, first, last, width FROM signatures WHERE source = ? AND width BETWEEN 1 AND ? ORDER BY first, id");
        select.Bind(1, (long)source).Bind(2, SignatureWriter.MostWidth);
        var heads = new List<SignatureHead>();
        while (select.Step())
        {
            heads.Add(new SignatureHead(select.Int64(0), select.Int64(1), select.Int64(2), select.Int32(3)));
        }

        return heads;
    }

    /// <summary>The blocks that have all bits.</summary>
    public IEnumerable<SignatureBlock> BlocksWith(SignatureHead head, SignatureBits bits)
    {
        var found = new byte[head.Width];
        found.AsSpan().Fill(0xFF);
        foreach (var position in bits.Positions)
        {
            if (!Keep(head, position, found))
            {
                return [];
            }
        }

        return ReadBlocks(head, found);
    }

    /// <summary>Whether any of its blocks may have a text that has no bits.</summary>
    public bool MayHave(SignatureHead head, ShortText text)
    {
        using var select = database.Prepare("SELECT bits FROM signature_slices WHERE id = ?");
        return !select.Bind(1, (head.Id << SliceShift) + FirstList + text.First).Step() || ShortPieces.MayHave(select.Blob(0), text);
    }

    /// <summary>All of it. What is missing has all bits, since nothing is known of it.</summary>
    /// <param name="head">Which one.</param>
    /// <param name="pieces">Its short pieces are added to these, and are not told apart from them.</param>
    public SignatureMatrix ReadMatrix(SignatureHead head, ShortPieces pieces)
    {
        var bytes = new byte[SignatureBits.Count * head.Width];
        bytes.AsSpan().Fill(0xFF);
        var length = PositionsOfSlice(head.Width) * head.Width;
        using (var select = database.Prepare("SELECT id & 65535, bits FROM signature_slices WHERE id BETWEEN ? AND ?"))
        {
            select.Bind(1, head.Id << SliceShift).Bind(2, (head.Id << SliceShift) + FirstList - 1);
            while (select.Step())
            {
                var start = select.Int32(0) * length;
                var slice = select.Blob(1);
                if (start < bytes.Length && slice.Length == Math.Min(length, bytes.Length - start))
                {
                    slice.CopyTo(bytes.AsSpan(start));
                }
            }
        }

        ReadPieces(head, pieces);
        var all = new byte[head.Width];
        all.AsSpan().Fill(0xFF);
        return new SignatureMatrix(ReadBlocks(head, all, withNone: true), head.Width, bytes, pieces);
    }

    public void Add(long first, long last, SignatureMatrix matrix)
    {
        database.Prepare("INSERT INTO signatures (source, first, last, width, blocks) VALUES (?, ?, ?, ?, ?)")
            .Bind(1, (long)source).Bind(2, first).Bind(3, last).Bind(4, matrix.Width).BindBlob(5, SignatureBlock.Write(matrix.Blocks)).Run();
        var id = database.LastInsertedRowId << SliceShift;
        var slice = id;
        var length = PositionsOfSlice(matrix.Width) * matrix.Width;
        for (var rest = matrix.Bytes.AsSpan(); rest.Length > 0; rest = rest[Math.Min(length, rest.Length)..])
        {
            AddSlice(slice++, rest[..Math.Min(length, rest.Length)]);
        }

        for (var list = 0; list < ShortPieces.Lists; list++)
        {
            if (matrix.Pieces.Write(list) is { Length: > 0 } bytes)
            {
                AddSlice(id + FirstList + list, bytes);
            }
        }
    }

    /// <summary>Makes one of several.</summary>
    public void Join(IReadOnlyList<SignatureHead> heads)
    {
        var pieces = new ShortPieces();
        var joined = SignatureMatrix.Join([.. heads.Select(head => ReadMatrix(head, pieces))]);
        foreach (var head in heads)
        {
            // What it stands for is not unsigned with this.
            database.Prepare("UPDATE signatures SET source = -1 WHERE id = ?").Bind(1, head.Id).Run();
            database.Prepare("DELETE FROM signatures WHERE id = ?").Bind(1, head.Id).Run();
        }

        Add(heads.Min(h => h.First), heads.Max(h => h.Last), joined);
    }

    private static int PositionsOfSlice(int width) => BytesOfSlice / width;

    private void AddSlice(long id, ReadOnlySpan<byte> bits) =>
        database.Prepare("INSERT INTO signature_slices (id, bits) VALUES (?, ?)").Bind(1, id).BindBlob(2, bits).Run();

    private void ReadPieces(SignatureHead head, ShortPieces pieces)
    {
        using var select = database.Prepare("SELECT bits FROM signature_slices WHERE id = ?");
        for (var list = 0; list < ShortPieces.Lists; list++)
        {
            var isThere = select.Bind(1, (head.Id << SliceShift) + FirstList + list).Step();
            pieces.AddList(list, isThere ? select.Blob(0) : default);
            select.Dispose(); // resets it for the next one
        }
    }

    private bool Keep(SignatureHead head, int position, byte[] found)
    {
        var positions = PositionsOfSlice(head.Width);
        using var select = database.Prepare("SELECT bits FROM signature_slices WHERE id = ?");
        if (!select.Bind(1, (head.Id << SliceShift) + (position / positions)).Step())
        {
            return true; // without it nothing is known
        }

        var slice = select.Blob(0);
        var start = position % positions * head.Width;
        if (slice.Length < start + head.Width)
        {
            return true;
        }

        var any = 0;
        for (var i = 0; i < found.Length; i++)
        {
            any |= found[i] &= slice[start + i];
        }

        return any != 0;
    }

    private List<SignatureBlock> ReadBlocks(SignatureHead head, byte[] which, bool withNone = false)
    {
        using var select = database.Prepare("SELECT blocks FROM signatures WHERE id = ?");
        var blocks = new List<SignatureBlock>();
        if (select.Bind(1, head.Id).Step())
        {
            var bytes = select.Blob(0);
            for (var i = 0; i < Math.Min(bytes.Length / SignatureBlock.Size, which.Length * 8); i++)
            {
                if ((which[i >> 3] & (1 << (i & 7))) != 0 && SignatureBlock.Read(bytes, i) is var block && (withNone || !block.IsNone))
                {
                    blocks.Add(block);
                }
            }
        }

        return blocks;
    }
}
