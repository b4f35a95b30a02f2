using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SequenceLogging.Statistics;

/// <summary>
/// Counts durations in buckets whose bounds grow by 2^(1/32), so that a quantile is right within 1.1 % however long the
/// durations are and however many there are; two histograms merge by adding. The bucket rule is that of OpenTelemetry's
/// exponential histogram at scale 5. Not safe for several threads at once.
/// </summary>
public sealed class DurationHistogram
{
    private const double BucketsPerDoubling = 32;
    private const int ZeroBucket = int.MinValue / 2;

    // Two arrays in the order of the buckets: statistics of a year are tens of thousands of histograms with a hundred buckets each,
    // and reading one must not cost an object for each bucket.
    private int[] _buckets = [];
    private long[] _counts = [];
    private int _length;

    /// <summary>How many durations were counted.</summary>
    public long Count { get; private set; }

    /// <summary>Sum of all durations in milliseconds.</summary>
    public double SumMs { get; private set; }

    /// <summary>Counts one duration; what is not a number is passed over, what is negative counts as 0.</summary>
    /// <param name="milliseconds">The duration in milliseconds.</param>
    public void Add(double milliseconds)
    {
        if (!double.IsFinite(milliseconds))
        {
            return;
        }

        AddBucket(BucketOf(milliseconds), 1);
        SumMs += Math.Max(milliseconds, 0);
    }

    /// <summary>Adds all that another histogram counted.</summary>
    public void Add(DurationHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < other._length; i++)
        {
            AddBucket(other._buckets[i], other._counts[i]);
        }

        SumMs += other.SumMs;
    }

    /// <summary>The duration in milliseconds that a share of all durations does not exceed; null when there are none.</summary>
    /// <param name="share">From 0 to 1; 0.5 is the median.</param>
    public double? Quantile(double share)
    {
        if (Count == 0)
        {
            return null;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(Math.Clamp(share, 0, 1) * Count));
        for (var i = 0; i < _length; i++)
        {
            rank -= _counts[i];
            if (rank <= 0)
            {
                return _buckets[i] == ZeroBucket ? 0 : Math.Pow(2, (_buckets[i] + 0.5) / BucketsPerDoubling);
            }
        }

        return null;
    }

    /// <summary>The share of all durations that are not longer than this, from 0 to 1; null when there are none.</summary>
    /// <param name="milliseconds">The duration in milliseconds; right within the width of a bucket, 2.2 %.</param>
    public double? ShareWithin(double milliseconds)
    {
        if (Count == 0 || double.IsNaN(milliseconds))
        {
            return null;
        }

        var last = BucketOf(milliseconds);
        var within = 0L;
        for (var i = 0; i < _length && _buckets[i] <= last; i++)
        {
            within += _counts[i];
        }

        return within / (double)Count;
    }

    /// <summary>The histogram as bytes for <see cref="Read"/>: the sum, then for each bucket its distance to the one
    /// before and its count, as variable-length integers.</summary>
    public byte[] ToArray()
    {
        var writer = new ArrayBufferWriter<byte>(8 + (_length * 4));
        var sum = SumMs;
        writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<double>(in sum)));
        var previous = 0;
        for (var i = 0; i < _length; i++)
        {
            WriteVarint(writer, ZigZag(_buckets[i] - previous));
            WriteVarint(writer, (ulong)_counts[i]);
            previous = _buckets[i];
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="ToArray"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are no histogram.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a command asks once: it would be over before the loop is compiled well
    public static DurationHistogram Read(ReadOnlySpan<byte> bytes)
    {
        var histogram = new DurationHistogram();
        if (bytes.IsEmpty)
        {
            return histogram;
        }

        if (bytes.Length < 8)
        {
            throw new FormatException($"{bytes.Length} bytes are no histogram of durations.");
        }

        histogram.SumMs = MemoryMarshal.Read<double>(bytes);
        var rest = bytes[8..];
        var bucket = 0;

        // A bucket takes two bytes at least.
        histogram._buckets = new int[rest.Length / 2];
        histogram._counts = new long[rest.Length / 2];
        while (!rest.IsEmpty)
        {
            bucket += UnZigZag(ReadVarint(ref rest));
            var count = ReadVarint(ref rest);
            if (count == 0 || count > (ulong)(long.MaxValue - histogram.Count))
            {
                throw new FormatException($"A histogram of durations counts {count} in one of its buckets.");
            }

            histogram.AddBucket(bucket, (long)count);
        }

        return histogram;
    }

    private static int BucketOf(double milliseconds) =>
        milliseconds <= 0 ? ZeroBucket : (int)Math.Floor(Math.Log2(milliseconds) * BucketsPerDoubling);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBucket(int bucket, long count)
    {
        var place = _length == 0 || bucket > _buckets[_length - 1] ? ~_length : Array.BinarySearch(_buckets, 0, _length, bucket);
        if (place < 0)
        {
            Insert(~place, bucket);
            place = ~place;
        }

        _counts[place] += count;
        Count += count;
    }

    private void Insert(int place, int bucket)
    {
        if (_length == _buckets.Length)
        {
            var size = Math.Max(4, _length * 2);
            Array.Resize(ref _buckets, size);
            Array.Resize(ref _counts, size);
        }

        Array.Copy(_buckets, place, _buckets, place + 1, _length - place);
        Array.Copy(_counts, place, _counts, place + 1, _length - place);
        _buckets[place] = bucket;
        _counts[place] = 0;
        _length++;
    }

    private static ulong ZigZag(int value) => (uint)((value << 1) ^ (value >> 31));

    private static int UnZigZag(ulong value) => (int)((uint)value >> 1) ^ -(int)((uint)value & 1);

    private static void WriteVarint(ArrayBufferWriter<byte> writer, ulong value)
    {
        var span = writer.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        writer.Advance(length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ReadVarint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var i = 0; i < bytes.Length && i < 10; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }

        throw new FormatException("A histogram of durations ends in the middle of a number.");
    }
}
