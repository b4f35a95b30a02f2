using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Moving;

/// <summary>
/// Copies what the source keeps as rejected, oldest first. Each store numbers these by itself, so they are known again by
/// what they say; of that only a hash is kept here.
/// </summary>
/// <remarks>
/// A store keeps the newest only. What the target has let go of for newer ones is not written again, pass after pass: neither what
/// it had in an earlier pass, nor, where it is full, what is older than all that it keeps.
/// </remarks>
internal sealed class RejectedCopy(IJourneySource source, ISequenceReader target, CopyWriter writer)
{
    /// <summary>As many as every store keeps, at least.</summary>
    private const int LeastKept = 10_000;

    private const int PageSize = 100;

    /// <summary>What the target was seen to have, or was given.</summary>
    private readonly Dictionary<UInt128, int> _had = [];

    /// <summary>How many of the source's the target had.</summary>
    public long There { get; private set; }

    /// <summary>How many of them the target lacked, and has room for.</summary>
    public long Missing { get; private set; }

    /// <summary>One pass over both sides.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (there, isFullFrom) = await ReadTargetAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (hash, count) in there)
        {
            _had[hash] = Math.Max(count, _had.GetValueOrDefault(hash));
        }

        var had = new Dictionary<UInt128, int>(_had);
        var missing = new Stack<long>();
        There = 0;
        await foreach (var rejected in ReadAsync(source.ReadRejectedAsync, cancellationToken).ConfigureAwait(false))
        {
            var hash = HashOf(rejected);
            There += Take(there, hash) ? 1 : 0;
            if (!Take(had, hash) && !(rejected.Timestamp < isFullFrom))
            {
                missing.Push(rejected.Id);
            }
        }

        Missing = missing.Count;
        foreach (var id in missing)
        {
            var page = await source.ReadRejectedAsync(id + 1, 1, cancellationToken).ConfigureAwait(false);
            if (page is [var rejected] && rejected.Id == id)
            {
                Add(_had, HashOf(rejected));
                await writer.AddAsync(null, records => WriteNote(records, rejected), cancellationToken).ConfigureAwait(false);
            }
        }

        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the target keeps, and the oldest time of it where it may keep no more.</summary>
    private async Task<(Dictionary<UInt128, int> There, DateTimeOffset? IsFullFrom)> ReadTargetAsync(CancellationToken cancellationToken)
    {
        var there = new Dictionary<UInt128, int>();
        var (count, oldest) = (0, DateTimeOffset.MaxValue);
        await foreach (var rejected in ReadAsync(target.ReadRejectedAsync, cancellationToken).ConfigureAwait(false))
        {
            Add(there, HashOf(rejected));
            count++;
            oldest = rejected.Timestamp < oldest ? rejected.Timestamp : oldest;
        }

        return (there, count < LeastKept ? null : oldest);
    }

    private static async IAsyncEnumerable<RejectedEvent> ReadAsync(
        Func<long?, int, CancellationToken, ValueTask<IReadOnlyList<RejectedEvent>>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? before = null;
        while (await read(before, PageSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var rejected in page)
            {
                yield return rejected;
            }

            before = page[^1].Id;
        }
    }

    private static void Add(Dictionary<UInt128, int> counts, UInt128 hash) => counts[hash] = counts.GetValueOrDefault(hash) + 1;

    private static bool Take(Dictionary<UInt128, int> counts, UInt128 hash)
    {
        var left = counts.GetValueOrDefault(hash);
        if (left > 0)
        {
            counts[hash] = left - 1;
        }

        return left > 0;
    }

    private static UInt128 HashOf(RejectedEvent rejected)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var number in (ReadOnlySpan<long>)
            [rejected.SequenceId?.ToInt64() ?? 0, rejected.Count, RecordTime.ToMicroseconds(rejected.Timestamp)])
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            hash.AppendData(bytes[..sizeof(long)]);
        }

        foreach (var text in (ReadOnlySpan<string?>)[rejected.Reason, rejected.Message, rejected.Metadata, rejected.Error])
        {
            // The length in front, so that neighbouring texts cannot be confused.
            BinaryPrimitives.WriteInt64LittleEndian(bytes, text?.Length ?? 0);
            hash.AppendData(bytes[..sizeof(long)]);
            hash.AppendData(Encoding.UTF8.GetBytes(text ?? ""));
        }

        hash.AppendData(rejected.Record.Span);
        hash.GetHashAndReset(bytes);
        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }

    private static void WriteNote(RecordWriter records, RejectedEvent rejected)
    {
        var at = RecordTime.ToMicroseconds(rejected.Timestamp);
        records.Start(RecordKind.Rejected, 0, rejected.SequenceId?.ToInt64() ?? 0, at, double.NaN);
        records.Add(RecordField.Name, rejected.Reason);
        records.Add(RecordField.Message, rejected.Message);
        records.Add(RecordField.Metadata, rejected.Metadata);
        records.Add(RecordField.Error, rejected.Error);
        records.Add(RecordField.Original, rejected.Record.Span);
        records.Add(RecordField.Count, rejected.Count);
        records.End();
    }
}
