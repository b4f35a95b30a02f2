using System.Text.Json;

namespace SequenceLogging.Tests.Values;

public class QualifiedStepTests
{
    private static readonly SequenceId Id = new(2025, 7, 1);

    [Theory]
    [InlineData("SEQ-2025-07-00001:CreateAd_Step_6_CalculatePrice", "CreateAd_Step_6_CalculatePrice")]
    [InlineData("SEQ-2025-07-00001:pay:now", "pay:now")] // the first colon parts them
    [InlineData("SEQ-2025-07-00001:Заказ_Step_2_🙂", "Заказ_Step_2_🙂")]
    public void AQualifiedStepIsAnIdAndAName(string text, string name) =>
        Forms.AssertAllAgree(new QualifiedStep(Id, new StepName(name)), text);

    public static TheoryData<string> WrongTexts =>
    [
        "", ":", "SEQ-2025-07-00001", "SEQ-2025-07-00001:", "SEQ-2025-07-00001: ", ":Start", "Start", "Start:SEQ-2025-07-00001",
        "SEQ-2025-7-1:Start", "seq-2025-07-00001:Start", "SEQ-2025-07-00001 :Start", " SEQ-2025-07-00001:Start",
        "SEQ-2025-07-00001/Start", "SEQ-0000-00-00000:Start",
        "SEQ-2025-07-00001:" + new string('x', StepName.MaxLength + 1),
    ];

    [Theory]
    [MemberData(nameof(WrongTexts))]
    public void AnythingElseIsRefused(string text) => Forms.AssertAllRefuse<QualifiedStep>(text);

    [Fact]
    public void NullIsRefused()
    {
        Assert.False(QualifiedStep.TryParse(null, out _));
        Assert.Throws<ArgumentNullException>(() => QualifiedStep.Parse(null!));
    }

    [Fact]
    public void TheErrorQuotesTheTextAndShowsARightOne() => Assert.Equal(
        "\"Start\" is not a qualified step. Write it as sequence id:step name, "
            + "for example SEQ-2025-07-00001:CreateAd_Step_6_CalculatePrice.",
        Assert.Throws<FormatException>(() => QualifiedStep.Parse("Start")).Message);

    [Fact]
    public void TheLongestTextIsOfTheLongestIdAndTheLongestName()
    {
        var step = new QualifiedStep(
            new SequenceId(9999, 12, SequenceId.MaxNumber), new StepName(new string('x', StepName.MaxLength)));

        Assert.Equal(QualifiedStep.MaxLength, step.ToString().Length);
        Assert.Equal(step, QualifiedStep.Parse(step.ToString()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)] // no room for the id
    [InlineData(17)] // for the colon
    [InlineData(18)] // for the name
    [InlineData(22)]
    public void WithTooLittleRoomNothingIsWritten(int room)
    {
        var step = new QualifiedStep(Id, new StepName("Start"));

        Assert.False(step.TryFormat(new char[room], out int charsWritten));
        Assert.False(step.TryFormat(new byte[room], out int bytesWritten));
        Assert.Equal((0, 0), (charsWritten, bytesWritten));
    }

    [Fact]
    public void WritingLeavesNoGarbage()
    {
        var step = new QualifiedStep(Id, new StepName("Start"));
        var chars = new char[23];
        var bytes = new byte[23];

        Assert.Equal(0, Garbage.Of(() =>
        {
            if (!step.TryFormat(chars, out int charsWritten) || !step.TryFormat(bytes, out int bytesWritten)
                || (charsWritten, bytesWritten) != (23, 23))
            {
                throw new InvalidOperationException("The measured code does not do its work.");
            }
        }));
    }

    [Fact]
    public void JsonAndTypeConvertersTakeTheText()
    {
        Forms.AssertJsonAndTypeConverter(
            new QualifiedStep(Id, new StepName("Start")), "SEQ-2025-07-00001:Start", "\"SEQ-2025-07-00001:Start\"");
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<QualifiedStep>("\"Start\""));
        Assert.StartsWith("\"Start\" is not a qualified step.", error.Message);
    }
}
