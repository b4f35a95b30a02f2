using System.Numerics;

namespace SequenceLogging.Sqlite.Signatures;

/// <summary>
/// Which three bytes are in a row anywhere in the texts of a signature; at the end of a text, zeros follow. They are told of all its
/// blocks together: of 240 steps nearly each one has the same. Each is there as it is, so to put some of these together loses nothing.
/// What is stored is one list for each first byte: what follows it, as the gaps between numbers of two bytes, with a gap of none at the end.
/// </summary>
internal sealed class ShortPieces
{
    /// <summary>So many lists there are.</summary>
    public const int Lists = 256;

    /// <summary>A longer list is not stored: what is followed by nearly everything rules nothing out.</summary>
    public const int MostBytes = 3_000;

    private const int Length = 3;
    private const int Followers = 1 << 16;
    private const int WordsOfList = Followers / 64;

    /// <summary>No text can have so many pieces that this grows: a bit for each that there may be.</summary>
    private readonly ulong[] _words = new ulong[Lists * WordsOfList];

    /// <summary>Whether what was stored may have a text; what is damaged says nothing, so it may.</summary>
    public static bool MayHave(ReadOnlySpan<byte> list, ShortText text) =>
        Read(list) is not { } followers || followers.Exists(follower => follower >= text.Lowest && follower <= text.Highest);

    /// <summary>Adds a text, in which ASCII letters have no case.</summary>
    public void AddText(ReadOnlySpan<byte> utf8)
    {
        var piece = 0;
        for (var i = 0; i < utf8.Length + Length - 1; i++)
        {
            piece = Next(piece, utf8, i);
            if (i >= Length - 1)
            {
                _words[piece >> 6] |= 1UL << (piece & 63);
            }
        }
    }

    /// <summary>Whether all pieces of a text are there.</summary>
    public bool HasText(ReadOnlySpan<byte> utf8)
    {
        var piece = 0;
        for (var i = 0; i < utf8.Length + Length - 1; i++)
        {
            piece = Next(piece, utf8, i);
            if (i >= Length - 1 && (_words[piece >> 6] & (1UL << (piece & 63))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is stored of a first byte; empty where that would be too long.</summary>
    public byte[] Write(int first)
    {
        var list = new List<byte>();
        var last = -1;
        for (var word = 0; word < WordsOfList; word++)
        {
            for (var rest = _words[(first * WordsOfList) + word]; rest != 0; rest &= rest - 1)
            {
                var follower = (word * 64) + BitOperations.TrailingZeroCount(rest);
                var gap = follower - last;
                for (; gap >= 0x80; gap >>= 7)
                {
                    list.Add((byte)(gap | 0x80));
                }

                list.Add((byte)gap);
                last = follower;
                if (list.Count >= MostBytes)
                {
                    return [];
                }
            }
        }

        return [.. list, 0];
    }

    /// <summary>Adds what was stored of a first byte; of what is missing or damaged nothing is known, so it may have been followed by everything.</summary>
    public void AddList(int first, ReadOnlySpan<byte> list)
    {
        var words = _words.AsSpan(first * WordsOfList, WordsOfList);
        if (Read(list) is not { } followers)
        {
            words.Fill(ulong.MaxValue);
            return;
        }

        foreach (var follower in followers)
        {
            words[follower >> 6] |= 1UL << (follower & 63);
        }
    }

    private static int Next(int piece, ReadOnlySpan<byte> utf8, int i) =>
        ((piece << 8) | (i < utf8.Length ? SignatureBits.Fold(utf8[i]) : 0)) & ((Lists * Followers) - 1);

    private static List<int>? Read(ReadOnlySpan<byte> list)
    {
        var followers = new List<int>();
        var (last, gap, shift) = (-1, 0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            gap |= (list[i] & 0x7F) << shift;
            shift += 7;
            if (list[i] >= 0x80)
            {
                if (shift > 14)
                {
                    return null; // no gap is so large
                }

                continue;
            }

            last += gap;
            if (gap == 0 || last >= Followers)
            {
                return gap == 0 && i == list.Length - 1 ? followers : null;
            }

            followers.Add(last);
            (gap, shift) = (0, 0);
        }

        return null; // it has no end
    }
}
