using System.Buffers.Binary;
using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Writing;

/// <summary>The numbers that may have no sequence; neighbours of one month and reason are one stretch.</summary>
internal sealed class GapWriter(Database database)
{
    private static readonly string[] Reasons = [IdGap.Erased, IdGap.Pruned, IdGap.Skipped, IdGap.Leased];

    /// <summary>The gap that a document tells of.</summary>
    public static IdGap Read(BsonDocument document)
    {
        var first = SequenceId.FromInt64(document.Int64("first"));
        return new IdGap(first.Year, first.Month, first.Number, document.Int64("last"), document.Text("reason"));
    }

    public void Add(IdGap gap)
    {
        if (Before(gap) is { } before && before.Last >= gap.First - 1)
        {
            gap = gap with { First = before.First, Last = Math.Max(before.Last, gap.Last) };
        }

        while (After(gap) is { } after && after.First <= gap.Last + 1)
        {
            gap = gap with { Last = Math.Max(after.Last, gap.Last) };
            database.Delete(Collections.Gaps, [KeyOf(after)]);
        }

        database.Put(Collections.Gaps, ToDocument(gap));
    }

    /// <summary>Takes the end of a leased block out of its stretch.</summary>
    public void Shorten(IdBlock rest)
    {
        var asked = new IdGap(rest.Year, rest.Month, rest.First, rest.Last, IdGap.Leased);
        if (Before(asked) is not { } leased || leased.Last < rest.Last)
        {
            return;
        }

        if (leased.First == rest.First)
        {
            database.Delete(Collections.Gaps, [KeyOf(leased)]);
        }
        else
        {
            database.Put(Collections.Gaps, ToDocument(leased with { Last = rest.First - 1 }));
        }
    }

    /// <summary>The last number up to the end of a block whose sequence was removed; 0 for none.</summary>
    public long LastRemoved(IdBlock block) => new[] { IdGap.Erased, IdGap.Pruned }
        .Max(reason => Before(new IdGap(block.Year, block.Month, block.Last, block.Last, reason))?.Last ?? 0);

    /// <summary>The nearest stretch of the month and reason that begins where a gap does, or before.</summary>
    private IdGap? Before(IdGap gap) =>
        Nearest(gap, database.Range(Collections.Gaps, BsonExpression.Create("_id <= @0", KeyOf(gap)), isDescending: true, limit: 1));

    private IdGap? After(IdGap gap) =>
        Nearest(gap, database.Range(Collections.Gaps, BsonExpression.Create("_id > @0", KeyOf(gap)), limit: 1));

    private static IdGap? Nearest(IdGap gap, IEnumerable<BsonDocument> found)
    {
        foreach (var document in found)
        {
            var other = Read(document);
            return (other.Year, other.Month, other.Reason) == (gap.Year, gap.Month, gap.Reason) ? other : null;
        }

        return null;
    }

    private static BsonDocument ToDocument(IdGap gap) => new()
    {
        ["_id"] = KeyOf(gap),
        ["first"] = new SequenceId(gap.Year, gap.Month, gap.First).ToInt64(),
        ["last"] = gap.Last,
        ["reason"] = gap.Reason,
    };

    // The reason before the number, so that what may be one stretch lies side by side.
    private static BsonValue KeyOf(IdGap gap)
    {
        var key = new byte[1 + sizeof(long)];
        key[0] = (byte)Array.IndexOf(Reasons, gap.Reason);
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(1), new SequenceId(gap.Year, gap.Month, gap.First).ToInt64());
        return new BsonValue(key);
    }
}
