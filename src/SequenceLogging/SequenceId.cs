using System.ComponentModel;
using System.Text.Json.Serialization;

namespace SequenceLogging;

/// <summary>
/// The readable id of one journey, such as <c>SEQ-2025-07-00001</c>: UTC year and month of issue and the number in that
/// month. Ordered by year, month and number, which after 99,999 is not the order of the text.
/// </summary>
[JsonConverter(typeof(TextJsonConverter<SequenceId>))]
[TypeConverter(typeof(TextTypeConverter<SequenceId>))]
public readonly partial record struct SequenceId : IComparable<SequenceId>, IComparable
{
    /// <summary>The greatest number of a month: 2^40 - 1.</summary>
    public const long MaxNumber = (1L << NumberBits) - 1;

    private const int NumberBits = 40;
    private const long MinMonths = 1 * 12;
    private const long MaxMonths = 9999 * 12 + 11;

    // Months since the year 0 above, number below: ids compare as their keys do. 0 is no id.
    private readonly long _key;

    private SequenceId(long key) => _key = key;

    /// <summary>The id with this number in this month.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="number">1 to <see cref="MaxNumber"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part is outside its range.</exception>
    public SequenceId(int year, int month, long number)
    {
        if (year is < 1 or > 9999)
        {
            throw new ArgumentOutOfRangeException(nameof(year), year, "The year of a sequence id is 1 to 9999.");
        }
        if (month is < 1 or > 12)
        {
            throw new ArgumentOutOfRangeException(nameof(month), month, "The month of a sequence id is 1 to 12.");
        }
        if (number is < 1 or > MaxNumber)
        {
            throw new ArgumentOutOfRangeException(nameof(number), number, $"The number of a sequence id is 1 to {MaxNumber}.");
        }
        _key = Pack(year, month, number);
    }

    /// <summary>UTC year of issue; 0 for the default value.</summary>
    public int Year => (int)(Months / 12);

    /// <summary>UTC month of issue, 1 to 12; 0 for the default value.</summary>
    public int Month => IsDefault ? 0 : (int)(Months % 12) + 1;

    /// <summary>Number in the month, from 1; 0 for the default value.</summary>
    public long Number => _key & MaxNumber;

    /// <summary>Whether this is <c>default(SequenceId)</c>, which is no id: its text does not parse.</summary>
    public bool IsDefault => _key == 0;

    private long Months => _key >> NumberBits;

    /// <summary>The id as one number, for keys and files: smaller ids give smaller numbers.</summary>
    public long ToInt64() => _key;

    /// <summary>The id that <see cref="ToInt64"/> gave this number for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No id has this number.</exception>
    public static SequenceId FromInt64(long value) =>
        TryFromInt64(value, out SequenceId id)
            ? id
            : throw new ArgumentOutOfRangeException(
                nameof(value),
                value,
                $"No sequence id has this key. Keys come from ToInt64: {Pack(1, 1, 1)} to {Pack(9999, 12, MaxNumber)}, "
                    + "and the lower 40 bits are not 0.");

    /// <summary>The id that <see cref="ToInt64"/> gave this number for, if there is one.</summary>
    public static bool TryFromInt64(long value, out SequenceId id)
    {
        bool exists = value >> NumberBits is >= MinMonths and <= MaxMonths && (value & MaxNumber) != 0;
        id = exists ? new SequenceId(value) : default;
        return exists;
    }

    /// <inheritdoc/>
    public int CompareTo(SequenceId other) => _key.CompareTo(other._key);

    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        SequenceId other => CompareTo(other),
        _ => throw new ArgumentException(
            $"A SequenceId compares with its own kind, not with {obj.GetType()}.", nameof(obj)),
    };

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(SequenceId left, SequenceId right) => left._key < right._key;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(SequenceId left, SequenceId right) => left._key > right._key;

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/> or is the same.</summary>
    public static bool operator <=(SequenceId left, SequenceId right) => left._key <= right._key;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/> or is the same.</summary>
    public static bool operator >=(SequenceId left, SequenceId right) => left._key >= right._key;

    private static long Pack(int year, int month, long number) => ((year * 12L + (month - 1)) << NumberBits) | number;
}
