namespace SequenceLogging.Tests.Values;

public class ComponentQueryTests
{
    [Theory]
    [InlineData("payments:TE5768", "payments", "TE5768")]
    [InlineData("payments:ton_payment:TE5768", "payments", "ton_payment:TE5768")]
    [InlineData("published_messages:@i3lani:12345", "published_messages", "@i3lani:12345")]
    [InlineData("a::", "a", ":")]
    public void AQueryIsAComponentAndTheRest(string text, string component, string rest)
    {
        ComponentQuery query = ComponentQuery.Parse(text);

        Assert.Equal((component, rest), (query.Component, query.Rest));
        Assert.Equal(text, query.ToString());
        Assert.Equal(query, ComponentQuery.Parse(text.AsSpan()));
        Assert.True(ComponentQuery.TryParse(text, out ComponentQuery parsed));
        Assert.Equal(query, parsed);
    }

    public static TheoryData<string> WrongTexts =>
    [
        "", " ", ":", "payments", "payments:", "payments: ", ":TE5768", " :TE5768",
        "p:" + new string('x', ComponentQuery.MaxLength - 1),
    ];

    [Theory]
    [MemberData(nameof(WrongTexts))]
    public void ATextWithoutTwoPartsOrTooLongIsRefused(string text) => Forms.AssertAllRefuse<ComponentQuery>(text);

    [Fact]
    public void TheLongestLinkIsAQuery()
    {
        string text = "a:b:" + new string('x', ComponentLink.MaxLength - 4);

        Assert.Equal(text, ComponentQuery.Parse(text).ToString());
    }

    [Fact]
    public void NullIsRefused()
    {
        Assert.False(ComponentQuery.TryParse(null, out _));
        Assert.Throws<ArgumentNullException>(() => ComponentQuery.Parse(null!));
    }

    [Fact]
    public void TheErrorQuotesTheTextAndShowsBothRightForms() => Assert.Equal(
        "\"TE5768\" names no component and entity. Write component:entity id or component:type:entity id, "
            + "for example payments:TE5768 or payments:ton_payment:TE5768, in at most 1024 characters.",
        Assert.Throws<FormatException>(() => ComponentQuery.Parse("TE5768")).Message);
}
