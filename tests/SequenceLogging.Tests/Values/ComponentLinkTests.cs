using System.Text.Json;

namespace SequenceLogging.Tests.Values;

public class ComponentLinkTests
{
    [Theory]
    [InlineData("ads:ad:87", "ads", "ad", "87")]
    [InlineData("published_messages:message:@i3lani:12345", "published_messages", "message", "@i3lani:12345")]
    [InlineData("a:b::", "a", "b", ":")]
    [InlineData("payments:ton_payment: TE5768 ", "payments", "ton_payment", " TE5768 ")]
    [InlineData("реклама:объявление:🙂", "реклама", "объявление", "🙂")]
    public void ALinkIsComponentTypeAndEntityId(string text, string component, string entityType, string entityId)
    {
        var link = new ComponentLink(component, entityType, entityId);

        Assert.Equal((component, entityType, entityId), (link.Component, link.EntityType, link.EntityId));
        Forms.AssertAllAgree(link, text);
    }

    public static TheoryData<string> WrongTexts =>
    [
        "", " ", ":", "::", ":::", "ads", "ads:", "ads:87", "ads:ad:", "ads::87", ":ad:87", "::87",
        "ads: :87", " :ad:87", "ads:ad:\t",
        "ads;ad;87", "a:b:" + new string('x', ComponentLink.MaxLength - 3),
    ];

    [Theory]
    [MemberData(nameof(WrongTexts))]
    public void ATextWithoutThreePartsOrTooLongIsRefused(string text) => Forms.AssertAllRefuse<ComponentLink>(text);

    [Theory]
    [InlineData("", "ad", "87", "component")]
    [InlineData(" ", "ad", "87", "component")]
    [InlineData("a:ds", "ad", "87", "component")]
    [InlineData("ads", "", "87", "entityType")]
    [InlineData("ads", "a:d", "87", "entityType")]
    [InlineData("ads", "ad", "\n", "entityId")]
    public void APartThatBreaksTheFormIsRefusedByName(string component, string entityType, string entityId, string part) =>
        Assert.Equal(part, Assert.Throws<ArgumentException>(() => new ComponentLink(component, entityType, entityId)).ParamName);

    [Fact]
    public void APartWithAColonIsQuoted() => Assert.StartsWith(
        "\"a:d\" holds a colon, which only the entity id may.",
        Assert.Throws<ArgumentException>(() => new ComponentLink("ads", "a:d", "87")).Message);

    [Fact]
    public void TheLongestLinkIsALinkAndALongerOneIsNot()
    {
        string id = new('x', ComponentLink.MaxLength - "a:b:".Length);

        Assert.Equal(ComponentLink.MaxLength, new ComponentLink("a", "b", id).ToString().Length);
        Assert.Equal(id, ComponentLink.Parse("a:b:" + id).EntityId);
        var error = Assert.Throws<ArgumentException>(() => new ComponentLink("a", "b", id + "x"));
        Assert.Contains("It must not be longer than 1024 characters.", error.Message);
        Assert.EndsWith("1024 characters.", Assert.Throws<FormatException>(() => ComponentLink.Parse($"a:b:{id}x")).Message);
    }

    [Fact]
    public void NullIsRefused()
    {
        Assert.False(ComponentLink.TryParse(null, out _));
        Assert.Throws<ArgumentNullException>(() => ComponentLink.Parse(null!));
        Assert.Throws<ArgumentNullException>(() => new ComponentLink(null!, "ad", "87"));
        Assert.Throws<ArgumentNullException>(() => new ComponentLink("ads", "ad", null!));
    }

    [Fact]
    public void TheErrorQuotesTheTextAndShowsARightOne() => Assert.Equal(
        "\"ads:\\u001B87\" is not a component link. Write it as component:type:entity id, for example ads:ad:87. "
            + "It has three parts, and none is blank.",
        Assert.Throws<FormatException>(() => ComponentLink.Parse("ads:\u001B87")).Message);

    [Fact]
    public void LinksAreEqualWhenEveryCharacterIs()
    {
        Assert.Equal(ComponentLink.Parse("a:b:c:d"), new ComponentLink("a", "b", "c:d"));
        Assert.NotEqual(ComponentLink.Parse("a:b:c"), ComponentLink.Parse("a:b:C"));
        Assert.NotEqual(ComponentLink.Parse("a:b:c"), ComponentLink.Parse("a:c:b"));
    }

    [Fact]
    public void RandomLinksComeBackFromTheirText()
    {
        var random = new Random(87);
        for (int i = 0; i < 500; i++)
        {
            var link = new ComponentLink(Part("abc_ Я"), Part("abc_ Я"), Part("abc:: Я"));

            Assert.Equal(link, ComponentLink.Parse(link.ToString()));
        }

        string Part(string alphabet) => "x" + new string(random.GetItems<char>(alphabet, random.Next(20)));
    }

    [Fact]
    public void WritingLeavesNoGarbage()
    {
        var link = ComponentLink.Parse("ads:ad:87");
        var chars = new char[9];
        var bytes = new byte[9];

        Assert.Equal(0, Garbage.Of(() =>
        {
            if (!link.TryFormat(chars, out int charsWritten) || !link.TryFormat(bytes, out int bytesWritten)
                || (charsWritten, bytesWritten) != (9, 9))
            {
                throw new InvalidOperationException("The measured code does not do its work.");
            }
        }));
    }

    [Fact]
    public void JsonAndTypeConvertersTakeTheText()
    {
        Forms.AssertJsonAndTypeConverter(ComponentLink.Parse("ads:ad:87"), "ads:ad:87", "\"ads:ad:87\"");
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ComponentLink>("\"ads\""));
        Assert.StartsWith("\"ads\" is not a component link.", error.Message);
    }
}
