using System.Text.Json;

namespace SequenceLogging.Tests.Values;

public class StepNameTests
{
    [Theory]
    [InlineData("CreateAd_Step_6_CalculatePrice", "CreateAd", 6, "CalculatePrice")]
    [InlineData("User_Flow_1_Start", "User", 1, "Start")]
    [InlineData("CreateAd_Step_6", "CreateAd", 6, null)]
    [InlineData("CreateAd_Step_6_", "CreateAd", 6, null)]
    [InlineData("A_Step_06_B", "A", 6, "B")]
    [InlineData("A_Step_999999", "A", 999_999, null)]
    [InlineData("A_Flow_1_Step_2", "A", 1, "Step_2")] // the first place counts
    [InlineData("A_Step_1_Flow_2_C", "A", 1, "Flow_2_C")]
    [InlineData("A_Step_x_Step_2", "A_Step_x", 2, null)] // …where there is a number
    [InlineData("A_Step_0_Step_2", "A_Step_0", 2, null)]
    [InlineData("A_Step_1234567_Flow_2", "A_Step_1234567", 2, null)]
    [InlineData("A_Step_Step_2", "A_Step", 2, null)]
    [InlineData("User_Flow_Step_3_X", "User_Flow", 3, "X")]
    [InlineData("_Step_1_Step_2", "_Step_1", 2, null)] // …and a flow
    [InlineData("__Step_1", "_", 1, null)]
    [InlineData("Заказ_Step_2_Оплата", "Заказ", 2, "Оплата")]
    public void AStepNameTellsItsFlow(string text, string flow, int ordinal, string? label)
    {
        StepName name = StepName.Parse(text);

        Assert.Equal((flow, ordinal, label), (name.Flow, name.Ordinal, name.Label));
        Assert.Equal(flow, name.FlowSpan.ToString());
        Assert.True(StepName.TryGetFlow(text, out Range range, out int n));
        Assert.Equal((flow, ordinal), (text[range], n));
    }

    [Theory]
    [InlineData("Start")]
    [InlineData("start payment")]
    [InlineData("_Step_6_CalculatePrice")]
    [InlineData("Step_6_CalculatePrice")]
    [InlineData("CreateAd_Step_")]
    [InlineData("CreateAd_Step_0")]
    [InlineData("CreateAd_Step_000000")]
    [InlineData("CreateAd_Step_-1")]
    [InlineData("CreateAd_Step_+1")]
    [InlineData("CreateAd_Step_ 1")]
    [InlineData("CreateAd_Step_1 ")]
    [InlineData("CreateAd_Step_6b")]
    [InlineData("CreateAd_Step_1000000")]
    [InlineData("CreateAd_Step_0000001")]
    [InlineData("CreateAd_Step_99999999999999999999")]
    [InlineData("CreateAd_step_6")]
    [InlineData("CreateAd_STEP_6")]
    [InlineData("CreateAd_flow_6")]
    [InlineData("CreateAd_Step6")]
    [InlineData("CreateAdStep_6_X")]
    [InlineData("CreateAd_Stage_6_X")]
    [InlineData("CreateAd_Step_\u0666")]
    [InlineData("______")]
    public void AnyOtherNameIsLegalAndHasNoFlow(string text)
    {
        StepName name = StepName.Parse(text);

        Assert.Equal(text, name.Value);
        Assert.Null(name.Flow);
        Assert.Null(name.Ordinal);
        Assert.Null(name.Label);
        Assert.True(name.FlowSpan.IsEmpty);
        Assert.False(StepName.TryGetFlow(text, out Range range, out int ordinal));
        Assert.Equal((0..0, 0), (range, ordinal));
    }

    [Theory]
    [InlineData("CreateAd_Step_6_CalculatePrice")]
    [InlineData(" a name with space around ")]
    [InlineData("a:b:c")]
    [InlineData("Заказ_Step_2_Оплата 🙂")]
    public void AllWaysToReadAndWriteANameAgree(string text)
    {
        Forms.AssertAllAgree(new StepName(text), text);
        Assert.Equal(text, (string)new StepName(text));
    }

    public static TheoryData<string> WrongTexts => ["", " ", "\t\r\n", "\u00A0\u2003", new string('x', StepName.MaxLength + 1)];

    [Theory]
    [MemberData(nameof(WrongTexts))]
    public void ABlankOrTooLongNameIsRefused(string text)
    {
        Forms.AssertAllRefuse<StepName>(text);
        Assert.Equal("value", Assert.Throws<ArgumentException>(() => new StepName(text)).ParamName);
    }

    [Fact]
    public void TheLongestNameIsAName()
    {
        string text = new('x', StepName.MaxLength);

        Assert.Equal(text, StepName.Parse(text).Value);
    }

    [Fact]
    public void NullIsRefused()
    {
        Assert.False(StepName.TryParse(null, out _));
        Assert.Throws<ArgumentNullException>(() => StepName.Parse(null!));
        Assert.Throws<ArgumentNullException>(() => new StepName(null!));
    }

    [Fact]
    public void TheErrorQuotesTheTextAndShowsARightOne() => Assert.Equal(
        "\"\\u0009\" is not a step name. Write 1 to 256 characters that are not all white space, "
            + "for example CreateAd_Step_6_CalculatePrice.",
        Assert.Throws<FormatException>(() => StepName.Parse("\t")).Message);

    [Fact]
    public void NamesAreEqualWhenEveryCharacterIs()
    {
        Assert.Equal(new StepName("Start"), StepName.Parse("Start".AsSpan()));
        Assert.NotEqual(new StepName("Start"), new StepName("start"));
        Assert.NotEqual(new StepName("\u00E9"), new StepName("e\u0301"));
    }

    [Fact]
    public void TheDefaultIsEmptyAndDoesNotParse()
    {
        Assert.Equal("", default(StepName).ToString());
        Assert.Null(default(StepName).Flow);
        Assert.NotEqual(default, new StepName("Start"));
    }

    [Fact]
    public void AskingForTheFlowLeavesNoGarbage()
    {
        var name = new StepName("CreateAd_Step_6_CalculatePrice");
        string text = name.Value;
        var chars = new char[StepName.MaxLength];
        var bytes = new byte[StepName.MaxLength];

        Assert.Equal(0, Garbage.Of(() =>
        {
            bool all = name.FlowSpan.Length == 8 & name.Ordinal == 6
                & StepName.TryGetFlow(text, out _, out int ordinal) & ordinal == 6
                & StepName.TryParse(text, out StepName parsed) & parsed == name
                & name.TryFormat(chars, out int charsWritten) & charsWritten == text.Length
                & name.TryFormat(bytes, out int bytesWritten) & bytesWritten == text.Length;
            if (!all)
            {
                throw new InvalidOperationException("The measured code does not do its work.");
            }
        }));
    }

    [Fact]
    public void JsonAndTypeConvertersTakeTheText()
    {
        Forms.AssertJsonAndTypeConverter(new StepName("User_Flow_1_Start"), "User_Flow_1_Start", "\"User_Flow_1_Start\"");
        Assert.StartsWith("A StepName is a JSON string, not 5.", Json("5"));
        Assert.StartsWith("\" \" is not a step name.", Json("\" \""));

        static string Json(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<StepName>(json)).Message;
    }
}
