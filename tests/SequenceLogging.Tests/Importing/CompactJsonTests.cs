using System.Text;
using System.Text.Json;
using SequenceLogging.Importing;
using Serilog.Events;

namespace SequenceLogging.Tests.Importing;

public class CompactJsonTests
{
    private readonly LogEventReader _reader = new();

    [Fact]
    public void AnEventHasItsTimeLevelTemplateAndProperties()
    {
        var logEvent = Read(
            """{"@t":"2025-07-01T09:30:00.1234567+02:00","@mt":"{StepName} costs {Price}","@l":"Warning","StepName":"Pay","Price":12.5}""");

        Assert.Equal(new DateTimeOffset(2025, 7, 1, 9, 30, 0, TimeSpan.FromHours(2)).AddTicks(1234567), logEvent.Timestamp);
        Assert.Equal(TimeSpan.FromHours(2), logEvent.Timestamp.Offset);
        Assert.Equal(LogEventLevel.Warning, logEvent.Level);
        Assert.Equal("{StepName} costs {Price}", logEvent.MessageTemplate.Text);
        Assert.Equal(["StepName", "Price"], logEvent.Properties.Keys);
        Assert.Equal("\"Pay\" costs 12.5", logEvent.RenderMessage());
    }

    [Fact]
    public void OnlyTheTimeIsRequired()
    {
        var logEvent = Read("""{"@t":"2025-07-01T09:30:00Z"}""");

        Assert.Equal(LogEventLevel.Information, logEvent.Level);
        Assert.Null(logEvent.Exception);
        Assert.Empty(logEvent.Properties);
        Assert.Equal("", logEvent.RenderMessage());
    }

    [Theory]
    [InlineData("2025-07-01T09:30:00")]
    [InlineData("2025-07-01T09:30:00Z")]
    [InlineData("2025-07-01T09:30:00.000000000Z")]
    [InlineData("2025-07-01T11:30:00\\u002B02:00")]
    [InlineData("2025-07-01T05:00:00-04:30")]
    public void ATimeWithoutOffsetIsUtc(string time) =>
        Assert.Equal(new DateTimeOffset(2025, 7, 1, 9, 30, 0, TimeSpan.Zero), Read($$"""{"@t":"{{time}}"}""").Timestamp);

    [Theory]
    [InlineData("Verbose", LogEventLevel.Verbose)]
    [InlineData("Information", LogEventLevel.Information)]
    [InlineData("error", LogEventLevel.Error)]
    [InlineData("Fatal", LogEventLevel.Fatal)]
    [InlineData("Critical", LogEventLevel.Fatal)]
    [InlineData("WARN", LogEventLevel.Warning)]
    public void LevelsOfOtherLoggersAreKnownToo(string text, LogEventLevel level) =>
        Assert.Equal(level, Read($$"""{"@t":"2025-07-01T09:30:00Z","@l":"{{text}}"}""").Level);

    [Theory]
    [InlineData("\"Notice\"")]
    [InlineData("5")]
    [InlineData("null")]
    public void ALevelThatNobodyKnowsIsKeptAsAProperty(string level)
    {
        var logEvent = Read($$"""{"@t":"2025-07-01T09:30:00Z","@l":{{level}}}""");

        Assert.Equal(LogEventLevel.Information, logEvent.Level);
        Assert.Equal(level, logEvent.Properties["@l"].ToString());
    }

    [Fact]
    public void AMessageWithoutATemplateIsTakenLiterally()
    {
        var logEvent = Read("""{"@t":"2025-07-01T09:30:00Z","@m":"{StepName} {{x}} {0} }","StepName":"Pay"}""");

        Assert.Equal("{StepName} {{x}} {0} }", logEvent.RenderMessage());
        Assert.Equal("{{StepName}} {{{{x}}}} {{0}} }}", logEvent.MessageTemplate.Text);
    }

    [Fact]
    public void ATemplateIsParsedOnce()
    {
        var first = Read("""{"@t":"2025-07-01T09:30:00Z","@mt":"Say \"{Word}\"","Word":"a"}""");
        var second = Read("""{"@t":"2025-07-01T09:30:01Z","@mt":"Say \u0022{Word}\u0022","Word":"b"}""");

        Assert.Same(first.MessageTemplate, second.MessageTemplate);
        Assert.Equal("Say \"{Word}\"", first.MessageTemplate.Text);
    }

    [Fact]
    public void MoreTemplatesThanAreKeptAreStillRight()
    {
        for (var i = 0; i < 2500; i++)
        {
            Assert.Equal($"n{i} 7", Read($$"""{"@t":"2025-07-01T09:30:00Z","@mt":"n{{i}} {A}","A":7}""").RenderMessage());
        }
    }

    [Fact]
    public void RenderingsStandWhereTheirFormatsStood()
    {
        var logEvent = Read(
            """{"@t":"2025-07-01T09:30:00Z","@mt":"{A:000} {B} {When:yyyy} {A:0.0}","@r":["007","2024","7,0"],"A":7,"B":8,"When":"2024-05-01"}""");

        Assert.Equal("007 8 2024 7,0", logEvent.RenderMessage());
    }

    [Theory]
    [InlineData("""["007"]""", "007 7.0")]
    [InlineData("""["007","7,0","more"]""", "007 7,0")]
    [InlineData("""[null,{"a":[1]}]""", " { a: [1] }")]
    [InlineData("[]", "007 7.0")]
    [InlineData("\"007\"", "007 7.0")]
    public void RenderingsThatDoNotFitHarmNothing(string renderings, string message)
    {
        var logEvent = Read($$"""{"@t":"2025-07-01T09:30:00Z","@mt":"{A:000} {A:0.0}","@r":{{renderings}},"A":7}""");

        Assert.Equal(message, logEvent.RenderMessage());
    }

    [Fact]
    public void AnExceptionIsItsText()
    {
        var logEvent = Read("""{"@t":"2025-07-01T09:30:00Z","@x":"System.Exception: no {x}\r\n   at A.B()"}""");

        Assert.Equal("System.Exception: no {x}\r\n   at A.B()", logEvent.Exception!.ToString());
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("""{"Type":"E","Depth":1}""", "{ Type: \"E\", Depth: 1 }")]
    public void AnExceptionMayBeAnythingElse(string exception, string? text) =>
        Assert.Equal(text, Read($$"""{"@t":"2025-07-01T09:30:00Z","@x":{{exception}}}""").Exception?.ToString());

    [Fact]
    public void TraceAndSpanAreRead()
    {
        var logEvent = Read(
            """{"@t":"2025-07-01T09:30:00Z","@tr":"0AF7651916cd43dd8448eb211c80319c","@sp":"b7ad6b7169203331"}""");

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", logEvent.TraceId.ToString());
        Assert.Equal("b7ad6b7169203331", logEvent.SpanId.ToString());
        Assert.Empty(logEvent.Properties);
    }

    [Theory]
    [InlineData("\"00000000000000000000000000000000\"")]
    [InlineData("\"0af7651916cd43dd8448eb211c80319\"")]
    [InlineData("\"0af7651916cd43dd8448eb211c80319g\"")]
    [InlineData("7")]
    public void ATraceIdThatIsNoneIsKeptAsAProperty(string trace)
    {
        var logEvent = Read($$"""{"@t":"2025-07-01T09:30:00Z","@tr":{{trace}}}""");

        Assert.Null(logEvent.TraceId);
        Assert.Equal(trace, logEvent.Properties["@tr"].ToString());
    }

    [Fact]
    public void APropertyWithTwoAtSignsHasOne()
    {
        var logEvent = Read("""{"@t":"2025-07-01T09:30:00Z","@@t":"mine","@@@x":1,"@i":"a1b2c3d4","@st":"2025-07-01T09:29:00Z"}""");

        Assert.Equal(["@t", "@@x", "@i", "@st"], logEvent.Properties.Keys);
    }

    [Theory]
    [InlineData("0", typeof(long))]
    [InlineData("-9223372036854775808", typeof(long))]
    [InlineData("9223372036854775807", typeof(long))]
    [InlineData("18446744073709551615", typeof(decimal))]
    [InlineData("12.50", typeof(decimal))]
    [InlineData("-0.1", typeof(decimal))]
    [InlineData("79228162514264337593543950.33", typeof(decimal))]
    [InlineData("1.7976931348623157E+308", typeof(double))]
    [InlineData("5E-324", typeof(double))]
    [InlineData("1E+400", typeof(string))]
    [InlineData("0.10000000000000000000000000000000000001", typeof(string))]
    [InlineData("123456789012345678901234567890123456789", typeof(string))]
    public void NumbersKeepAllTheirDigits(string number, Type type)
    {
        var value = Scalar(number);

        Assert.IsType(type, value);
        Assert.Equal(number, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void NestedValuesAreReadAsTheyWereCaptured()
    {
        var logEvent = Read(
            """{"@t":"2025-07-01T09:30:00Z","Ad":{"$type":"Ad","Id":87,"Tags":["a",null,true,{"x":[]}],"None":{}}}""");

        var ad = Assert.IsType<StructureValue>(logEvent.Properties["Ad"]);
        Assert.Equal("Ad", ad.TypeTag);
        Assert.Equal("Ad { Id: 87, Tags: [\"a\", null, True, { x: [] }], None: {  } }", ad.ToString());
    }

    [Fact]
    public async Task ValuesNestedThousandsOfLevelsDeepAreCut()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":[", 50_000)) + "1" + string.Concat(Enumerable.Repeat("]}", 50_000));
        var step = await ImportBench.StepOfAsync(
            $$"""{"@t":"2025-07-01T09:30:00Z","@mt":"{Deep} end","StepName":"A","CaseId":1,"Deep":{{deep}},"Last":1}""");

        using var metadata = JsonDocument.Parse(step.Metadata!);
        Assert.Equal(1, metadata.RootElement.GetProperty("Last").GetInt32());
        Assert.Contains("(cut)", step.Metadata, StringComparison.Ordinal);
        Assert.EndsWith(" end", step.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HugeArraysAreCut()
    {
        var step = await ImportBench.StepOfAsync(
            $$"""{"@t":"2025-07-01T09:30:00Z","StepName":"A","CaseId":1,"Many":[{{string.Join(',', Enumerable.Range(0, 1_000_000))}}],"Last":1}""");

        using var metadata = JsonDocument.Parse(step.Metadata!);
        Assert.Equal(1001, metadata.RootElement.GetProperty("Many").GetArrayLength());
        Assert.Equal("… (cut)", metadata.RootElement.GetProperty("Many")[1000].GetString());
        Assert.Equal(1, metadata.RootElement.GetProperty("Last").GetInt32());
    }

    [Fact]
    public void EscapesAndLettersOfAllAlphabetsAreRead() =>
        Assert.Equal(
            "\"\\/\b\f\n\r\tÄ€😀\0\u001B\u2028 Привет مرحبا 😀",
            Scalar("""
                "\"\\\/\b\f\n\r\t\u00C4\u20ac\ud83d\ude00\u0000\u001b\u2028 Привет مرحبا 😀"
                """));

    [Fact]
    public void LoneSurrogatesAreTakenAsTheyAre()
    {
        Assert.Equal("a\ud800b\udc00", Scalar("\"a\\ud800b\\uDC00\""));
        Assert.Equal(
            new string('x', 5000) + "\ud800",
            Scalar($"\"{new string('x', 5000)}\\ud800\""));
    }

    [Fact]
    public async Task LoneSurrogatesReachTheStoreAsValidUtf8()
    {
        var step = await ImportBench.StepOfAsync(
            """{"@t":"2025-07-01T09:30:00Z","@mt":"\udc00{A}","StepName":"A","CaseId":"\ud800","A":"\ud83d","\udc00":"\ud800","N":{"\ud800":"\ud800"}}""");

        Assert.Equal("CaseId=\uFFFD", step.Key);
        Assert.Equal("\uFFFD\uFFFD", step.Message);
        using var metadata = JsonDocument.Parse(step.Metadata!);
        Assert.Equal("\uFFFD", metadata.RootElement.GetProperty("A").GetString());
    }

    [Fact]
    public void NamesThatAreBlankOrDifferInCaseOnlyAreKept()
    {
        var logEvent = Read("""{"@t":"2025-07-01T09:30:00Z","":1,"a":2,"A":3,"N":{" ":4},"@":5}""");

        Assert.Equal(["(blank)", "a", "A", "N", "@"], logEvent.Properties.Keys);
        Assert.Equal("{ (blank): 4 }", logEvent.Properties["N"].ToString());
    }

    [Fact]
    public void TheLastOfTwoPropertiesOfOneNameStands() =>
        Assert.Equal("2", Read("""{"@t":"2025-07-01T09:30:00Z","A":1,"A":2}""").Properties["A"].ToString());

    [Fact]
    public void AnElapsedTimeSpanIsADurationAgain() =>
        Assert.Equal(TimeSpan.FromMilliseconds(1500), ((ScalarValue)Read(
            """{"@t":"2025-07-01T09:30:00Z","Elapsed":"00:00:01.5000000"}""").Properties["Elapsed"]).Value);

    [Fact]
    public void ThePropertyTimestampDoesNotMakeItTheOtherFormat() =>
        Assert.Equal(2025, Read("""{"Timestamp":"x","@t":"2025-07-01T09:30:00Z","Properties":{"A":1}}""").Timestamp.Year);

    private LogEvent Read(string line) => _reader.Read(Encoding.UTF8.GetBytes(line));

    private object? Scalar(string json) =>
        ((ScalarValue)Read($$"""{"@t":"2025-07-01T09:30:00Z","A":{{json}}}""").Properties["A"]).Value;
}
