using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Moving;

/// <summary>
/// Copies what the source keeps as rejected, oldest first. Each store numbers these by itself, so they are known again by
/// what they say; of that only a hash is kept here.
/// </summary>
internal sealed class RejectedCopy(IJourneySource source, ISequenceReader target, CopyWriter writer)
{
    /// <summary>As many as every store keeps; older ones may be gone in the target as soon as they are written.</summary>
    private const int MostKept = 10_000;

    private const int PageSize = 100;

    /// <summary>How many the source has, as far as a store keeps them.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them the target did not have.</summary>
    public long Missing { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var there = new Dictionary<UInt128, int>();
        await foreach (var rejected in ReadAsync(target.ReadRejectedAsync, cancellationToken).ConfigureAwait(false))
        {
            var hash = HashOf(rejected);
            there[hash] = there.GetValueOrDefault(hash) + 1;
        }

        var missing = new Stack<long>();
        await foreach (var rejected in ReadAsync(source.ReadRejectedAsync, cancellationToken).ConfigureAwait(false))
        {
            Count++;
            var hash = HashOf(rejected);
            var left = there.GetValueOrDefault(hash) - 1;
            there[hash] = left;
            if (left < 0)
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
                await writer.AddAsync(null, records => WriteNote(records, rejected), cancellationToken).ConfigureAwait(false);
            }
        }

        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<RejectedEvent> ReadAsync(
        Func<long?, int, CancellationToken, ValueTask<IReadOnlyList<RejectedEvent>>> read,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? before = null;
        for (var count = 0; count < MostKept;)
        {
            var page = await read(before, Math.Min(PageSize, MostKept - count), cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                yield break;
            }

            foreach (var rejected in page)
            {
                yield return rejected;
            }

            count += page.Count;
            before = page[^1].Id;
        }
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
