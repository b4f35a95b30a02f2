using System.Text;
using System.Text.Json;

namespace SequenceLogging.Tests.Values;

public class SequenceIdTextTests
{
    [Theory]
    [InlineData("SEQ-2025-07-00001", 2025, 7, 1)]
    [InlineData("SEQ-2025-07-99999", 2025, 7, 99_999)]
    [InlineData("SEQ-2025-07-100000", 2025, 7, 100_000)]
    [InlineData("SEQ-0001-01-00001", 1, 1, 1)]
    [InlineData("SEQ-9999-12-1099511627775", 9999, 12, SequenceId.MaxNumber)]
    public void AllWaysToReadAndWriteAnIdAgree(string text, int year, int month, long number)
    {
        var id = new SequenceId(year, month, number);

        Forms.AssertAllAgree(id, text);
        Assert.Equal(id, SequenceId.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.True(SequenceId.TryParse(Encoding.UTF8.GetBytes(text), out SequenceId parsed));
        Assert.Equal(id, parsed);
    }

    public static TheoryData<string> WrongTexts =>
    [
        "", " ", "SEQ", "SEQ-", "SEQ-2025-07-", "SEQ-2025-07", "2025-07-00001",
        "seq-2025-07-00001", "Seq-2025-07-00001", "SEQ_2025-07-00001", "SEQ-2025_07-00001", "SEQ-2025-07_00001",
        " SEQ-2025-07-00001", "SEQ-2025-07-00001 ", "SEQ-2025-07-00001\n", "SEQ-2025-07-00001\r\n", "SEQ-2025-07-00001\0",
        "SEQ-2025-07- 0001", "SEQ- 025-07-00001", "SEQ-2025- 7-00001", "SEQ-2025-07-0000\0", "SEQ-2025-07-0001 ",
        "SEQ-2025-7-1", "SEQ-2025-7-00001", "SEQ-25-07-00001", "SEQ-02025-07-00001", "SEQ-2025-007-00001",
        "SEQ-2025-07-0001", "SEQ-2025-07-000001", "SEQ-2025-07-0100000", "SEQ-2025-07-0000000000001",
        "SEQ-0000-07-00001", "SEQ-2025-00-00001", "SEQ-2025-13-00001", "SEQ-2025-99-00001", "SEQ-2025-07-00000",
        "SEQ-2025-07-1099511627776", "SEQ-2025-07-9999999999999", "SEQ-2025-07-10995116277750",
        "SEQ-2025-07-9223372036854775808", "SEQ-2025-07-18446744073709551617", "SEQ-2025-07-00001SEQ-2025-07-00001",
        "SEQ-2025-07--0001", "SEQ-2025-07-+0001", "SEQ-+025-07-00001", "SEQ--025-07-00001", "SEQ-2025-+7-00001",
        "SEQ-2025--7-00001", "SEQ-2025-07-1,000", "SEQ-2025-07-1.000", "SEQ-2025-07-1e005", "SEQ-2025-07-0x001",
        "SEQ-2025-07-0000A", "SEQ-2O25-07-00001", "SEQ-2025-0I-00001",
        "SEQ-2025-07-\u0660\u0660\u0660\u0660\u0661", "SEQ-2025-07-\uFF10\uFF10\uFF10\uFF10\uFF11", // Arabic-Indic, full-width
        "SEQ-\u0662\u0660\u0662\u0665-07-00001", "SEQ-2025-07-0000\u00B9", "SEQ\u20132025\u201307\u201300001",
        "\uFEFFSEQ-2025-07-00001", "SEQ-2025-07-00001\u200B", "\u0405EQ-2025-07-00001", "\uD800",
    ];

    [Theory]
    [MemberData(nameof(WrongTexts))]
    public void AnythingElseIsRefused(string text)
    {
        Forms.AssertAllRefuse<SequenceId>(text);
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Assert.False(SequenceId.TryParse(utf8, out SequenceId id));
        Assert.True(id.IsDefault);
        Assert.Throws<FormatException>(() => SequenceId.Parse(utf8));
    }

    [Fact]
    public void NullIsRefused()
    {
        Assert.False(SequenceId.TryParse((string?)null, out _));
        Assert.Throws<ArgumentNullException>(() => SequenceId.Parse((string)null!));
    }

    [Fact]
    public void BytesThatAreNoUtf8AreRefused()
    {
        byte[] bytes = [.. "SEQ-2025-07-0000"u8, 0xFF];

        Assert.False(SequenceId.TryParse(bytes, out _));
        Assert.Throws<FormatException>(() => SequenceId.Parse(bytes));
    }

    [Theory]
    [InlineData("seq-2025-07-00001", "It must start with SEQ-, in upper case.")]
    [InlineData("SEQ-2025-7-1", "The year has 4 digits, the month 2, the number 5 to 13.")]
    [InlineData("SEQ-2025-07-0000A", "Only the digits 0 to 9 may stand for year, month and number.")]
    [InlineData("SEQ-0000-07-00001", "The year must be 0001 to 9999.")]
    [InlineData("SEQ-2025-13-00001", "The month must be 01 to 12.")]
    [InlineData("SEQ-2025-07-000001", "A number of more than 5 digits must not start with 0.")]
    [InlineData("SEQ-2025-07-00000", "The number must be 1 to 1099511627775.")]
    [InlineData("SEQ-2025-07-1099511627776", "The number must be 1 to 1099511627775.")]
    public void TheErrorQuotesTheTextShowsARightOneAndSaysWhy(string text, string reason)
    {
        string expected =
            $"\"{text}\" is not a sequence id. Write it as SEQ-YYYY-MM-NNNNN, for example SEQ-2025-07-00001. {reason}";

        Assert.Equal(expected, Assert.Throws<FormatException>(() => SequenceId.Parse(text)).Message);
        Assert.Equal(expected, Assert.Throws<FormatException>(() => SequenceId.Parse(Encoding.UTF8.GetBytes(text))).Message);
    }

    [Fact]
    public void TheErrorKeepsToOneShortLineWhateverTheText()
    {
        string hostile = "SEQ-\u001b[31m\r\n\0\u202E\u2028" + new string('x', 1_000_000);

        string message = Assert.Throws<FormatException>(() => SequenceId.Parse(hostile)).Message;

        Assert.StartsWith("\"SEQ-\\u001B[31m\\u000D\\u000A\\u0000\\u202E\\u2028xxx", message);
        Assert.Contains("xxx…\" is not", message);
        Assert.InRange(message.Length, 100, 300);
        Assert.DoesNotContain(message, c => char.IsControl(c) || c is '\u202E' or '\u2028');
    }

    [Fact]
    public void Utf8AndUtf16TextAreTheSame()
    {
        Span<byte> bytes = stackalloc byte[SequenceId.MaxLength];
        Span<char> chars = stackalloc char[SequenceId.MaxLength];
        foreach (SequenceId id in SequenceIdTests.RandomIds(2_000))
        {
            Assert.True(id.TryFormat(bytes, out int bytesWritten));
            Assert.True(id.TryFormat(chars, out int charsWritten));

            Assert.Equal(new string(chars[..charsWritten]), Encoding.ASCII.GetString(bytes[..bytesWritten]));
            Assert.Equal(id.ToString(), new string(chars[..charsWritten]));
            Assert.Equal(id, SequenceId.Parse(bytes[..bytesWritten]));
        }
    }

    [Fact]
    public void ReadingAndWritingLeavesNoGarbage()
    {
        var id = new SequenceId(2025, 7, 123_456);
        var bytes = new byte[SequenceId.MaxLength];
        var chars = new char[SequenceId.MaxLength];

        Assert.Equal(0, Garbage.Of(() =>
        {
            bool all = id.TryFormat(chars, out int charsWritten) & id.TryFormat(bytes, out int bytesWritten)
                & SequenceId.TryParse(chars.AsSpan(0, charsWritten), out SequenceId fromChars)
                & SequenceId.TryParse(bytes.AsSpan(0, bytesWritten), out SequenceId fromBytes)
                & !SequenceId.TryParse("SEQ-2025-13-00001", out _);
            if (!all || fromChars != id || fromBytes != id)
            {
                throw new InvalidOperationException("The measured code does not do its work.");
            }
        }));
    }

    [Theory]
    [InlineData("\"SEQ-2025-7-1\"", "\"SEQ-2025-7-1\" is not a sequence id.")]
    [InlineData("20250700001", "A SequenceId is a JSON string, not 20250700001.")]
    [InlineData("""["SEQ-2025-07-00001"]""", """A SequenceId is a JSON string, not ["SEQ-2025-07-00001"].""")]
    public void AJsonErrorNamesTheValueAndThePlace(string json, string expected)
    {
        json = $"{{\"id\":{json}}}";

        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Dictionary<string, SequenceId>>(json));

        Assert.StartsWith(expected, error.Message);
        Assert.Equal("$.id", error.Path);
    }

    [Fact]
    public void AJsonKeyThatIsNoIdIsRefused()
    {
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Dictionary<SequenceId, int>>("{\"SEQ\":1}"));

        Assert.StartsWith("\"SEQ\" is not a sequence id.", error.Message);
    }
}
