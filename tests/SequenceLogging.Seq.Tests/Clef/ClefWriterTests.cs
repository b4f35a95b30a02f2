using System.Text.Json;
using SequenceLogging.Journeys;
using SequenceLogging.Seq.Clef;

namespace SequenceLogging.Seq.Tests.Clef;

public class ClefWriterTests
{
    [Fact]
    public void AStepIsTheEventThatItCameFrom()
    {
        var line = Written.Of(Written.Step("""{"Price":12.5,"Currency":"TON","Tags":["a",{"b":null}]}"""));

        Assert.Equal(
            """{"@t":"2025-07-14T09:12:03.1234567Z","@m":"12.5 TON","@i":"0f412e04","SequenceEventId":"SEQ-2025-07-00001:7","SequenceId":"SEQ-2025-07-00001","StepName":"CreateAd_Step_6_CalculatePrice","StepStatus":"completed","StepOrder":7,"Flow":"CreateAd","FlowStep":6,"DurationMs":41.5,"Component":"pricing","Price":12.5,"Currency":"TON","Tags":["a",{"b":null}],"UserId":566158428}""",
            line.GetRawText());
    }

    [Fact]
    public void TwoStepsOfOneNameAreOfOneType()
    {
        var one = Written.Of(Written.Step(message: "12.5 TON"));
        var other = Written.Of(Written.Step(message: "3 TON"));

        Assert.Equal(one.GetProperty("@i").GetString(), other.GetProperty("@i").GetString());
    }

    [Fact]
    public void AFailedStepIsAnErrorWithItsException()
    {
        var line = Written.Of(JourneyEvents.OfStep(Written.Journey, null, new SequenceStep
        {
            Order = 1, StepName = new StepName("Pay"), Status = StepStatus.Failed, Timestamp = Written.Time,
            Error = "System.TimeoutException: no answer\n   at Pay()", TraceId = "0af7651916cd43dd8448eb211c80319c", SpanId = "b7ad6b7169203331",
        }));

        Assert.Equal("Error", line.GetProperty("@l").GetString());
        Assert.Equal("System.TimeoutException: no answer\n   at Pay()", line.GetProperty("@x").GetString());
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", line.GetProperty("@tr").GetString());
        Assert.Equal("b7ad6b7169203331", line.GetProperty("@sp").GetString());
        Assert.Equal("Pay", line.GetProperty("@m").GetString()); // a step without a message has its name
        Assert.False(line.TryGetProperty("UserId", out _));
    }

    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("0AF7651916CD43DD8448EB211C80319C")]
    [InlineData("trace")]
    public void ATraceIdThatIsNoneIsNotWritten(string trace)
    {
        var line = Written.Of(Written.Step() with { TraceId = trace, SpanId = "b7ad6b7169203331" });

        Assert.False(line.TryGetProperty("@tr", out _));
        Assert.False(line.TryGetProperty("@sp", out _));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void ANumberThatJsonDoesNotHaveIsAText(double took, string written)
    {
        var line = Written.Of(Written.Step() with { Properties = [("DurationMs", took)] });

        Assert.Equal(written, line.GetProperty("DurationMs").GetString());
    }

    [Theory]
    [InlineData("""{"@t":1}""", "@@t", "1")]
    [InlineData("""{"@@t":1}""", "@@@t", "1")]
    [InlineData("""{"":1}""", "_", "1")]
    [InlineData("""{"stepname":1}""", "stepname_2", "1")]
    [InlineData("""{"SequenceEventId":1}""", "SequenceEventId_2", "1")]
    [InlineData("""{"Price":1,"price":2}""", "price_2", "2")]
    [InlineData("""{"Price":1,"Price_2":2,"price":3}""", "price_3", "3")]
    [InlineData("""{"A":1,"A":2}""", "A_2", "2")]
    [InlineData("""{"A":{"b":1,"b":2}}""", "A", """{"b":1,"b_2":2}""")]
    [InlineData("""{"$type":"T"}""", "$type", "\"T\"")]
    public void ANameThatIsTakenOrReservedIsWrittenByTheRule(string metadata, string name, string value) =>
        Assert.Equal(value, Written.Of(Written.Step(metadata)).GetProperty(name).GetRawText());

    [Fact]
    public void TheApplicationsOwnUserIsNotWrittenOver() =>
        Assert.Equal(7, Written.Of(Written.Step("""{"UserId":7}""")).GetProperty("UserId").GetInt32());

    [Theory]
    [InlineData("no json")]
    [InlineData("[1]")]
    [InlineData("""{"A":1""")]
    [InlineData("""{"A":1} x""")]
    public void MetadataThatIsNoJsonObjectIsKeptAsText(string metadata) =>
        Assert.Equal(metadata, Written.Of(Written.Step(metadata)).GetProperty("Metadata").GetString());

    [Fact]
    public void AnEventThatIsTooLongIsTrimmedAndSaysHowLongItWas()
    {
        var line = Written.Of(
            Written.Step($$"""{"Body":"{{new string('b', 100_000)}}","Small":1}""", new string('m', 200_000)), ClefTrim.SmallestEvent);

        Assert.True(line.GetProperty("TrimmedFrom").GetInt32() > 300_000);
        Assert.EndsWith(ClefTrim.Mark, line.GetProperty("@m").GetString(), StringComparison.Ordinal);
        Assert.EndsWith(ClefTrim.Mark, line.GetProperty("Body").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, line.GetProperty("Small").GetInt32());
    }

    [Fact]
    public void AnEventThatFitsIsNotTrimmed() =>
        Assert.False(Written.Of(Written.Step(message: new string('m', 60_000)), ClefTrim.SmallestEvent).TryGetProperty("TrimmedFrom", out _));

    [Fact]
    public void ASummaryIsTheEventThatTheLiveSideWrites()
    {
        var line = Written.Of(SummaryLine.Of(new SequenceDetails
        {
            SequenceId = Written.Journey, UserId = 7, Language = "en", Status = SequenceStatus.Failed, StepCount = 1,
            CreatedAt = Written.Time, CompletedAt = Written.Time.AddSeconds(90),
            Steps = [new SequenceStep { Order = 1, StepName = new StepName("Pay_Step_1"), Timestamp = Written.Time }],
            Links = [new SequenceLink { Component = "ads", EntityType = "ad", EntityId = "87" }],
        })!);

        Assert.Equal("Journey {SequenceId} {Outcome} after {DurationMs} ms, {StepCount} steps", line.GetProperty("@mt").GetString());
        Assert.Equal("2025-07-14T09:13:33Z", line.GetProperty("@t").GetString());
        Assert.Equal("Warning", line.GetProperty("@l").GetString());
        Assert.Equal("SequenceSummary", line.GetProperty("EventKind").GetString());
        Assert.Equal("SEQ-2025-07-00001/1", line.GetProperty("SummaryId").GetString());
        Assert.Equal("SEQ-2025-07-00001/1", line.GetProperty("SequenceEventId").GetString());
        Assert.Equal("failed", line.GetProperty("Outcome").GetString());
        Assert.Equal(90_000, line.GetProperty("DurationMs").GetDouble());
        Assert.Equal(90_000, line.GetProperty("Flows").GetProperty("Pay").GetDouble());
        Assert.Equal("ads:ad:87", line.GetProperty("Links")[0].GetString());
        Assert.Equal(7, line.GetProperty("UserId").GetInt32());
    }

    [Fact]
    public void ACutLeavesNoHalfOfACharacter()
    {
        var message = new string('m', (16 * 1024) - 1) + string.Concat(Enumerable.Repeat("😀", 30_000));

        var written = Written.Of(Written.Step(message: message), ClefTrim.SmallestEvent).GetProperty("@m").GetString()!;

        Assert.DoesNotContain('\uFFFD', written);
        Assert.EndsWith("m" + ClefTrim.Mark, written, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLongestOfAllIsShorterThanTheSmallestLimit()
    {
        var long0 = new string('\0', 100_000);
        var journey = new SequenceDetails
        {
            SequenceId = Written.Journey, Status = SequenceStatus.Failed, CompletedAt = Written.Time, Language = long0,
            Steps = [.. Enumerable.Range(1, 10_000).Select(n => new SequenceStep
            {
                Order = n, StepName = new StepName(new string('\u0001', 100) + n + "_Step_1"), Timestamp = Written.Time,
            })],
            Links = [.. Enumerable.Range(1, 10_000).Select(n => new SequenceLink { Component = "\0\0\0", EntityType = "\0", EntityId = long0[..900] + n })],
        };

        foreach (var logged in JourneyEvents.BesideSteps(journey).Take(3).Append(SummaryLine.Of(journey)!))
        {
            var hard = logged with { Message = long0, Exception = long0, Metadata = JsonSerializer.Serialize(new { A = long0 }) };
            Written.Of(hard, ClefTrim.SmallestEvent);
        }
    }
}
