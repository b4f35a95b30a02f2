using System.Text.Json;

namespace SequenceLogging.Tests.Values;

public class SequenceReferenceTests
{
    private const string Key = "pending-0123456789abcdef0123456789abcdef";

    [Fact]
    public void AnIdIsReadAsOneAndAKeyAsAKey()
    {
        var id = SequenceReference.Parse("SEQ-2025-07-00001");
        var key = SequenceReference.Parse(Key);

        Assert.Equal((RunningLog.Id, null, "SEQ-2025-07-00001"), (id.Id, id.Key, id.ToString()));
        Assert.Equal((default, Key, Key), (key.Id, key.Key, key.ToString()));
        Assert.Equal((SequenceReference)RunningLog.Id, id);
        Assert.Equal(SequenceReference.FromSequenceId(RunningLog.Id), id);
        Assert.NotEqual(id, key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pending-")]
    [InlineData("pending-0123456789abcdef0123456789abcde")]
    [InlineData("pending-0123456789abcdef0123456789abcdef0")]
    [InlineData("pending-0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("Pending-0123456789abcdef0123456789abcdef")]
    [InlineData("pending-0123456789abcdef0123456789abcde\0")]
    [InlineData("pending-0123456789abcdef0123456789abcde٣")]
    [InlineData(" pending-0123456789abcdef0123456789abcde")]
    [InlineData("SEQ-2025-7-1")]
    public void WhatIsNeitherIsRefusedAndQuoted(string text)
    {
        Assert.False(SequenceReference.TryParse(text, out var none));
        Assert.True(none.IsDefault);
        Assert.Contains(
            text.TrimEnd('\0'), Assert.Throws<FormatException>(() => SequenceReference.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheDefaultNamesNothing()
    {
        Assert.True(default(SequenceReference).IsDefault);
        Assert.True(((SequenceReference)default(SequenceId)).IsDefault);
        Assert.Equal("", default(SequenceReference).ToString());
        Assert.False(SequenceReference.TryParse(null, out _));
    }

    [Fact]
    public void ItIsAStringInJson()
    {
        Assert.Equal($"\"{Key}\"", JsonSerializer.Serialize(SequenceReference.Parse(Key)));
        Assert.Equal(SequenceReference.Parse(Key), JsonSerializer.Deserialize<SequenceReference>($"\"{Key}\""));
    }

    [Fact]
    public void NoTwoKeysAreTheSame()
    {
        var keys = Enumerable.Range(0, 1_000).Select(_ => SequenceReference.NewKey()).ToHashSet();

        Assert.Equal(1_000, keys.Count);
        Assert.All(keys, key => Assert.Equal(key, SequenceReference.Parse(key.ToString())));
    }
}
