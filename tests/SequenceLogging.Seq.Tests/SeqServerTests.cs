namespace SequenceLogging.Seq.Tests;

public class SeqServerTests
{
    [Theory]
    [InlineData("http://localhost:5341", "http://localhost:5341/")]
    [InlineData(" https://logs.example.com/seq ", "https://logs.example.com/seq/")]
    public void AnAddressIsThatOfAFolder(string url, string written) => Assert.Equal(written, new SeqServer(url).Url.AbsoluteUri);

    [Theory]
    [InlineData("localhost:5341")]
    [InlineData("seq")]
    [InlineData("ftp://seq")]
    [InlineData("http://seq/?apiKey=x")]
    [InlineData("http://seq/#/events")]
    public void WhatIsNoAddressOfAServerIsRefusedWithAnExample(string url) => Assert.Contains(
        "http://localhost:5341", Assert.Throws<ArgumentException>(() => new SeqServer(url)).Message, StringComparison.Ordinal);

    [Fact]
    public void APasswordIsNotShown() => Assert.DoesNotContain(
        "secret", Assert.Throws<ArgumentException>(() => new SeqServer("http://ann:secret@seq")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://seq/?apiKey=secret")]
    [InlineData("seq:5341?apiKey=secret")]
    public void AKeyInTheAddressIsNotShown(string url) => Assert.DoesNotContain(
        "secret", Assert.Throws<ArgumentException>(() => new SeqServer(url)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("ключ")]
    public void AKeyThatCanBeNoneIsRefusedAndNotShown(string key) => Assert.DoesNotContain(
        key, Assert.Throws<ArgumentException>(() => new SeqServer("http://seq", key)).Message, StringComparison.Ordinal);

    [Fact]
    public void TheKeyIsInNoText() =>
        Assert.Equal("http://localhost:5341", new SeqServer("http://localhost:5341", "a-key").ToString());
}
