using System.Text.Json;

namespace SequenceLogging.Tests.Values;

public class UserIdTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(566158428, "566158428")]
    [InlineData(-1001234567890, "-1001234567890")] // a Telegram channel
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    public void ANumberAndItsTextAreTheSameUser(long number, string text)
    {
        UserId fromNumber = number, fromText = text;

        Assert.Equal(fromNumber, fromText);
        Assert.Equal(fromNumber.GetHashCode(), fromText.GetHashCode());
        Assert.Equal(text, fromNumber.Value);
        Assert.True(fromText.IsNumber);
        Assert.Equal(number, fromText.Number);
        Assert.Equal(text, JsonSerializer.Serialize(fromText));
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("007")]
    [InlineData("+5")]
    [InlineData("-0")]
    [InlineData("-05")]
    [InlineData("00")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("5\0")]
    [InlineData("5\n")]
    [InlineData("5.0")]
    [InlineData("5e3")]
    [InlineData("1,000")]
    [InlineData("-")]
    [InlineData("\u0665")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    public void AnyOtherTextIsText(string text)
    {
        UserId id = text;

        Assert.False(id.IsNumber);
        Assert.Null(id.Number);
        Assert.Equal(text, id.Value);
        Assert.Equal(JsonSerializer.Serialize(text), JsonSerializer.Serialize(id));
        Assert.Equal(id, JsonSerializer.Deserialize<UserId>(JsonSerializer.Serialize(id)));
    }

    [Fact]
    public void AnIntIsANumberToo()
    {
        int number = 7;
        UserId id = number;

        Assert.Equal(7, id.Number);
    }

    [Fact]
    public void TextIsComparedCharacterByCharacter()
    {
        Assert.NotEqual(new UserId("007"), new UserId(7));
        Assert.NotEqual(new UserId("Ann"), new UserId("ann"));
    }

    [Theory]
    [InlineData("566158428")]
    [InlineData("ann@example.com")]
    [InlineData("Аня 🙂")]
    public void AllWaysToReadAndWriteAUserAgree(string text) => Forms.AssertAllAgree(new UserId(text), text);

    public static TheoryData<string> WrongTexts => ["", " ", "\r\n", new string('7', UserId.MaxLength + 1)];

    [Theory]
    [MemberData(nameof(WrongTexts))]
    public void ABlankOrTooLongTextIsRefused(string text)
    {
        Forms.AssertAllRefuse<UserId>(text);
        Assert.Throws<ArgumentException>(() => (UserId)text);
    }

    [Fact]
    public void TheLongestTextIsAUser() =>
        Assert.Equal(UserId.MaxLength, UserId.Parse(new string('7', UserId.MaxLength)).Value.Length);

    [Fact]
    public void NullIsRefused()
    {
        Assert.False(UserId.TryParse(null, out _));
        Assert.Throws<ArgumentNullException>(() => UserId.Parse(null!));
        Assert.Throws<ArgumentNullException>(() => (UserId)(string)null!);
    }

    [Fact]
    public void TheErrorQuotesTheTextAndShowsARightOne() => Assert.Equal(
        "\" \" is not a user id. Write a number or 1 to 256 characters that are not all white space, for example 566158428.",
        Assert.Throws<FormatException>(() => UserId.Parse(" ")).Message);

    [Fact]
    public void TheDefaultIsNobody()
    {
        Assert.True(default(UserId).IsDefault);
        Assert.False(default(UserId).IsNumber);
        Assert.Equal("", default(UserId).Value);
        Assert.False(new UserId(0).IsDefault);
    }

    [Fact]
    public void AskingForTheNumberLeavesNoGarbage()
    {
        UserId user = 566158428;

        Assert.Equal(0, Garbage.Of(() =>
        {
            if (user.Number != 566158428 || !user.IsNumber)
            {
                throw new InvalidOperationException("The measured code does not do its work.");
            }
        }));
    }

    [Fact]
    public void JsonAndTypeConvertersTakeNumbersAndText()
    {
        Forms.AssertJsonAndTypeConverter(new UserId(566158428), "566158428", "566158428");
        Forms.AssertJsonAndTypeConverter(new UserId("ann"), "ann", "\"ann\"");
        Assert.Equal(new UserId(566158428), JsonSerializer.Deserialize<UserId>("\"566158428\""));
    }

    [Theory]
    [InlineData("5.5", "A UserId is a JSON string or an Int64, not 5.5.")]
    [InlineData("9223372036854775808", "A UserId is a JSON string or an Int64, not 9223372036854775808.")]
    [InlineData("true", "A UserId is a JSON string or an Int64, not true.")]
    [InlineData("{\"id\":5}", "A UserId is a JSON string or an Int64, not {\"id\":5}.")]
    [InlineData("\"\"", "\"\" is not a user id.")]
    public void AJsonErrorNamesTheValue(string json, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<UserId>(json)).Message);
}
