using System.Text;
using System.Text.Json;

namespace SequenceLogging.Seq.Tests.Clef;

/// <summary>What breaks loggers breaks no line; <see cref="Written"/> checks each.</summary>
public class HostileValueTests
{
    public static TheoryData<string> Texts =>
    [
        "", " ", "\0", "a\0b", "\u001b[31mred", "\u2028 \u2029", "\u202Eright to left", "\ud800", "half \udc00 way", "a\ud800\ud800b",
        "😀", "\r\n", "\"quoted\" \\", "{braces} {{ }} {0} {@x}", "</script>", "\uFEFF", "@t", "\uFFFE\uFFFF", "'; drop --",
    ];

    public static TheoryData<string> Metadata =>
    [
        """{"@t":1,"@m":2,"@mt":3,"@l":4,"@x":5,"@i":6,"@r":7,"@tr":8,"@sp":9,"@":10,"@@":11,"@st":12}""",
        """{"":1,"_":2,"__":3}""",
        """{"$type":"X","$id":1}""",
        """{"a":1,"A":2,"ａ":3,"a ":4}""",
        """{"a.b":1,"a":{"b":2}}""",
        """{"\ud800":1,"\ud801":2,"x\udc00":"\ud83d\ude00 \ud83d \\ud83d"}""",
        """{"\u0000":"\u0000","\u2028":"\u2029"}""",
        """{"n":1e999,"m":-1e999,"tiny":1e-999,"long":123456789012345678901234567890123456789012345678901234567890,"zero":-0.0}""",
        """{"n":"NaN","deep":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}""",
        """{ "spaced" : [ 1 , 2 ] }""",
        "", "null", "\"text\"", "\0",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void ATextArrivesAsItWasAsFarAsUtf8CanCarryIt(string text)
    {
        var line = Written.Of(Written.Step(JsonSerializer.Serialize(new { Text = text }), "message " + text) with { Exception = "error " + text });

        var carried = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        Assert.Equal("message " + carried, line.GetProperty("@m").GetString());
        Assert.Equal("error " + carried, line.GetProperty("@x").GetString());
        Assert.Equal(carried, line.GetProperty("Text").GetString());
    }

    [Theory]
    [MemberData(nameof(Metadata))]
    public void MetadataOfAnyKindIsALegalLine(string metadata) => Written.Of(Written.Step(metadata));

    [Fact]
    public void EveryHalfInJsonIsReplacedAndWholeCharactersAreNot() =>
        Assert.Equal(
            "😀 \uFFFD \\ud83d \uFFFD\uFFFD!",
            Written.Of(Written.Step("""{"A":"\ud83d\ude00 \ud83d \\ud83d \ud800\ud800!"}""")).GetProperty("A").GetString());

    [Fact]
    public void SixThousandLevelsAreNoProblem()
    {
        var metadata = $$"""{"A":{{new string('[', 6_000)}}{{new string(']', 6_000)}}}""";

        Written.Of(Written.Step(metadata));
    }

    [Fact]
    public void AMillionPropertiesAreNoProblem()
    {
        var metadata = "{" + string.Join(',', Enumerable.Range(0, 1_000_000).Select(n => $"\"p{n}\":{n}")) + "}";

        Assert.True(Written.Of(Written.Step(metadata)).TryGetProperty("TrimmedFrom", out _));
    }

    [Fact]
    public void SixteenMegabytesAreNoProblem() =>
        Assert.True(Written.Of(Written.Step(message: new string('x', 16 << 20))).TryGetProperty("TrimmedFrom", out _));

    [Theory]
    [InlineData("{Braces} in {0} a {@Message:000}")]
    public void BracesInAMessageAreNoTemplate(string message) =>
        Assert.False(Written.Of(Written.Step(message: message)).TryGetProperty("@mt", out _));
}
