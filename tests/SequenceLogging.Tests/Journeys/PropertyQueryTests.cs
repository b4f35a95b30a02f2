using SequenceLogging.Journeys;

namespace SequenceLogging.Tests.Journeys;

/// <summary>A property with its value, looked for in JSON that anybody may have written.</summary>
public class PropertyQueryTests
{
    [Theory]
    [InlineData("""{"Currency":"TON"}""", "Currency", "TON")]
    [InlineData("""{"Currency":""}""", "Currency", "")]
    [InlineData("""{"":"empty"}""", "", "empty")]
    [InlineData("""{"Price":12.50}""", "Price", "12.50")]
    [InlineData("""{"Price":1E2}""", "Price", "1E2")]
    [InlineData("""{"Big":123456789012345678901234567890}""", "Big", "123456789012345678901234567890")]
    [InlineData("""{"Paid":true,"Late":false,"Why":null}""", "Paid", "true")]
    [InlineData("""{"Paid":true,"Late":false,"Why":null}""", "Late", "false")]
    [InlineData("""{"Paid":true,"Late":false,"Why":null}""", "Why", "null")]
    [InlineData("""{"Ad":{"Id": 87,"Tags":["a"]}}""", "Ad", """{"Id": 87,"Tags":["a"]}""")]
    [InlineData("""{"Tags":["a", 1]}""", "Tags", """["a", 1]""")]
    [InlineData("""{"a\"b":"c\\d"}""", "a\"b", @"c\d")]
    [InlineData("""{"\u041f\u0440\u0438":"\ud83d\ude00"}""", "При", "😀")]
    [InlineData("""{"При":"😀"}""", "При", "😀")]
    [InlineData("""{"a":"\u0000"}""", "a", "\0")]
    [InlineData("""{"a":1,"a":2}""", "a", "2")]
    [InlineData("""{"a":1,"\u0061":3}""", "a", "3")]
    [InlineData("""{"\ud800":1,"b":"\udc00","c":4}""", "c", "4")]
    public void ItsValueIsFoundAsText(string metadata, string name, string value)
    {
        Assert.Equal(value, PropertyQuery.Find(metadata, name));
        Assert.True(new PropertyQuery(name, value).Fits(metadata));
        Assert.False(new PropertyQuery(name, value + " ").Fits(metadata));
        Assert.False(new PropertyQuery(name + " ", value).Fits(metadata));
    }

    [Theory]
    [InlineData(null, "a")]
    [InlineData("", "a")]
    [InlineData("{}", "a")]
    [InlineData("""{"A":1}""", "a")]
    [InlineData("""{"b":{"a":1}}""", "a")]
    [InlineData("""{"b":"a"}""", "a")]
    [InlineData("""["a"]""", "a")]
    [InlineData(@"""a""", "a")]
    [InlineData("""{"a":1""", "a")]
    [InlineData("""{"a":1}}""", "a")]
    [InlineData("a=1", "a")]
    [InlineData("""{"a":"\ud800"}""", "a")]
    [InlineData("""{"a":"\ud800"}""", "\ud800")]
    public void WhatIsNotThereIsNotFound(string? metadata, string name) => Assert.Null(PropertyQuery.Find(metadata, name));

    [Fact]
    public void JsonThatIsTooDeepToReadHasNoMembers()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 1_000)) + "1" + new string('}', 1_000);

        Assert.Null(PropertyQuery.Find(deep, "a"));
    }

    [Theory]
    [InlineData("Currency=TON", "Currency", "TON")]
    [InlineData("Formula=a=b", "Formula", "a=b")]
    [InlineData("Empty=", "Empty", "")]
    [InlineData(" a = b ", " a ", " b ")]
    public void ItIsReadAndWritten(string text, string name, string value)
    {
        Assert.Equal(new PropertyQuery(name, value), PropertyQuery.Parse(text));
        Assert.True(PropertyQuery.TryParse(text, out var query));
        Assert.Equal(text, query.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Currency")]
    [InlineData("=TON")]
    public void WhatHasNoNameOrNoValueIsRefused(string text)
    {
        Assert.False(PropertyQuery.TryParse(text, out _));
        Assert.Contains("name=value", Assert.Throws<FormatException>(() => PropertyQuery.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HalfASurrogatePairIsWhatAStoreMakesOfIt()
    {
        Assert.Equal(new PropertyQuery("\ufffd", "a\ufffd"), new PropertyQuery("\ud800", "a\udc00"));
        Assert.Equal("\ufffd", (new PropertyQuery("a", "b") with { Value = "\ud800" }).Value);
    }
}
