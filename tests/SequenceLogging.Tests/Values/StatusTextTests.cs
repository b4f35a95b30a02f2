using System.Text.Json;

namespace SequenceLogging.Tests.Values;

public class StatusTextTests
{
    [Theory]
    [InlineData(SequenceStatus.Active, "active")]
    [InlineData(SequenceStatus.Completed, "completed")]
    [InlineData(SequenceStatus.Failed, "failed")]
    [InlineData(SequenceStatus.Abandoned, "abandoned")]
    public void TheStatusOfASequenceIsAWord(SequenceStatus status, string word)
    {
        Assert.Equal(word, status.ToText());
        foreach (string text in new[] { word, word.ToUpperInvariant(), char.ToUpperInvariant(word[0]) + word[1..] })
        {
            Assert.True(StatusText.TryParse(text, out SequenceStatus parsed));
            Assert.Equal(status, parsed);
        }
        AssertJson(status, word);
    }

    [Theory]
    [InlineData(StepStatus.Started, "started")]
    [InlineData(StepStatus.Completed, "completed")]
    [InlineData(StepStatus.Failed, "failed")]
    [InlineData(StepStatus.Skipped, "skipped")]
    public void TheStatusOfAStepIsAWord(StepStatus status, string word)
    {
        Assert.Equal(word, status.ToText());
        foreach (string text in new[] { word, word.ToUpperInvariant(), char.ToUpperInvariant(word[0]) + word[1..] })
        {
            Assert.True(StatusText.TryParse(text, out StepStatus parsed));
            Assert.Equal(status, parsed);
        }
        AssertJson(status, word);
    }

    [Fact]
    public void EveryStatusHasAWordOfItsOwn()
    {
        Assert.Distinct(Enum.GetValues<SequenceStatus>().Select(status => status.ToText()));
        Assert.Distinct(Enum.GetValues<StepStatus>().Select(status => status.ToText()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("success")]
    [InlineData("succeeded")]
    [InlineData("ok")]
    [InlineData("error")]
    [InlineData(" failed")]
    [InlineData("failed\n")]
    [InlineData("completed,failed")]
    [InlineData("\u017Fkipped")] // a long s, which is an s in upper case
    public void OnlyTheWordsAreRead(string text)
    {
        Assert.False(StatusText.TryParse(text, out SequenceStatus sequence));
        Assert.False(StatusText.TryParse(text, out StepStatus step));
        Assert.Equal((default, default), (sequence, step));
        string json = JsonSerializer.Serialize(text);
        Assert.Equal(
            $"\"{text.Replace("\n", "\\u000A")}\" is not the status of a step. Write started, completed, failed or skipped.",
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<StepStatus>(json)).Message);
        Assert.Equal(
            $"\"{text.Replace("\n", "\\u000A")}\" is not the status of a sequence. Write active, completed, failed or abandoned.",
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<SequenceStatus>(json)).Message);
    }

    [Fact]
    public void TheWordsOfOneAreNotTheWordsOfTheOther()
    {
        Assert.False(StatusText.TryParse("started", out SequenceStatus _));
        Assert.False(StatusText.TryParse("skipped", out SequenceStatus _));
        Assert.False(StatusText.TryParse("active", out StepStatus _));
        Assert.False(StatusText.TryParse("abandoned", out StepStatus _));
    }

    [Fact]
    public void ANumberIsNoStatus()
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<StepStatus>("1"));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((StepStatus)4).ToText());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((SequenceStatus)(-1)).ToText());
    }

    private static void AssertJson<T>(T status, string word)
        where T : struct, Enum
    {
        Assert.Equal($"\"{word}\"", JsonSerializer.Serialize(status));
        Assert.Equal(status, JsonSerializer.Deserialize<T>($"\"{word}\""));
        string dictionary = JsonSerializer.Serialize(new Dictionary<T, int> { [status] = 7 });
        Assert.Equal($"{{\"{word}\":7}}", dictionary);
        Assert.Equal(7, JsonSerializer.Deserialize<Dictionary<T, int>>(dictionary)![status]);
    }
}
