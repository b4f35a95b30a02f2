namespace SequenceLogging.Tests.Values;

public class SequenceIdTests
{
    [Fact]
    public void AnIdIsYearMonthAndNumber()
    {
        var id = new SequenceId(2025, 7, 42);

        Assert.Equal(2025, id.Year);
        Assert.Equal(7, id.Month);
        Assert.Equal(42, id.Number);
        Assert.False(id.IsDefault);
        Assert.Equal("SEQ-2025-07-00042", id.ToString());
    }

    [Theory]
    [InlineData(0, 1, 1, "year")]
    [InlineData(10_000, 1, 1, "year")]
    [InlineData(-2025, 1, 1, "year")]
    [InlineData(2025, 0, 1, "month")]
    [InlineData(2025, 13, 1, "month")]
    [InlineData(2025, 7, 0, "number")]
    [InlineData(2025, 7, -1, "number")]
    [InlineData(2025, 7, SequenceId.MaxNumber + 1, "number")]
    public void APartOutsideItsRangeIsRefusedByName(int year, int month, long number, string part)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new SequenceId(year, month, number));

        Assert.Equal(part, error.ParamName);
        Assert.Equal(part switch { "year" => year, "month" => month, _ => number }, Convert.ToInt64(error.ActualValue, null));
        Assert.Contains(part switch { "year" => "1 to 9999", "month" => "1 to 12", _ => "1 to 1099511627775" }, error.Message);
    }

    [Fact]
    public void TheSmallestAndTheGreatestIdAreIds()
    {
        Assert.Equal("SEQ-0001-01-00001", new SequenceId(1, 1, 1).ToString());

        string greatest = new SequenceId(9999, 12, SequenceId.MaxNumber).ToString();
        Assert.Equal("SEQ-9999-12-1099511627775", greatest);
        Assert.Equal(SequenceId.MaxLength, greatest.Length);
    }

    [Fact]
    public void TheDefaultIsNoId()
    {
        SequenceId none = default;

        Assert.True(none.IsDefault);
        Assert.Equal((0, 0, 0L), (none.Year, none.Month, none.Number));
        Assert.Equal(0, none.ToInt64());
        Assert.Equal("SEQ-0000-00-00000", none.ToString());
        Assert.False(SequenceId.TryParse(none.ToString(), out _));
        Assert.False(SequenceId.TryFromInt64(0, out _));
    }

    [Fact]
    public void TheKeyIsMonthsAboveFortyBitsOfNumber() =>
        Assert.Equal(((2025L * 12 + 6) << 40) | 42, new SequenceId(2025, 7, 42).ToInt64());

    [Fact]
    public void EveryIdComesBackFromItsKeyAndFromItsText()
    {
        foreach (SequenceId id in RandomIds(2_000))
        {
            Assert.Equal(id, SequenceId.FromInt64(id.ToInt64()));
            Assert.Equal(id, SequenceId.Parse(id.ToString()));
            Assert.Equal(id, new SequenceId(id.Year, id.Month, id.Number));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(42)] // no month
    [InlineData((11L << 40) | 1)] // the year 0
    [InlineData((12L << 40) | 0)] // the number 0
    [InlineData((120_000L << 40) | 1)] // the year 10000
    [InlineData(-(((2025L * 12) << 40) | 1))]
    public void AKeyThatNoIdHasIsRefused(long key)
    {
        Assert.False(SequenceId.TryFromInt64(key, out SequenceId id));
        Assert.True(id.IsDefault);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => SequenceId.FromInt64(key));
        Assert.Equal(key, error.ActualValue);
    }

    [Fact]
    public void TheFirstAndTheLastKeyAreKeys()
    {
        Assert.Equal(new SequenceId(1, 1, 1), SequenceId.FromInt64((12L << 40) | 1));
        Assert.Equal(new SequenceId(9999, 12, SequenceId.MaxNumber), SequenceId.FromInt64((120_000L << 40) - 1));
    }

    [Fact]
    public void OrderIsByYearMonthAndNumberAndNotByText()
    {
        string[] inOrder =
        [
            "SEQ-2024-12-1099511627775", "SEQ-2025-01-00001", "SEQ-2025-07-00002", "SEQ-2025-07-99999", "SEQ-2025-07-100000",
            "SEQ-2025-07-1000000", "SEQ-2025-08-00001", "SEQ-2025-10-00001",
        ];

        Assert.Equal(inOrder, inOrder.Reverse().Select(SequenceId.Parse).Order().Select(id => id.ToString()));
        Assert.NotEqual(inOrder, inOrder.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheOperatorsTheKeysAndCompareToAgree()
    {
        SequenceId[] ids = [.. RandomIds(200)];
        foreach ((SequenceId a, SequenceId b) in ids.Zip(ids.Skip(1).Append(ids[^1])))
        {
            int expected = (a.Year, a.Month, a.Number).CompareTo((b.Year, b.Month, b.Number));

            Assert.Equal(expected, a.CompareTo(b));
            Assert.Equal(expected, ((IComparable)a).CompareTo(b));
            Assert.Equal(expected, a.ToInt64().CompareTo(b.ToInt64()));
            Assert.Equal((expected < 0, expected <= 0, expected > 0, expected >= 0), (a < b, a <= b, a > b, a >= b));
            Assert.Equal((expected == 0, expected != 0), (a == b, a != b));
        }
    }

    [Fact]
    public void AnIdComesAfterNullAndComparesOnlyWithItsKind()
    {
        IComparable id = new SequenceId(2025, 7, 1);

        Assert.True(id.CompareTo(null) > 0);
        Assert.Throws<ArgumentException>(() => id.CompareTo("SEQ-2025-07-00001"));
    }

    [Fact]
    public void JsonAndTypeConvertersTakeTheText() =>
        Forms.AssertJsonAndTypeConverter(new SequenceId(2025, 7, 1), "SEQ-2025-07-00001", "\"SEQ-2025-07-00001\"");

    internal static IEnumerable<SequenceId> RandomIds(int count)
    {
        var random = new Random(20250701);
        for (int i = 0; i < count; i++)
        {
            // As many short numbers as long ones.
            long number = 1 + (random.NextInt64(SequenceId.MaxNumber) >> random.Next(40));
            yield return new SequenceId(random.Next(1, 10_000), random.Next(1, 13), number);
        }
    }
}
