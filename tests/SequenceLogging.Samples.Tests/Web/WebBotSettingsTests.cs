using WebBot;

namespace SequenceLogging.Samples.Tests.Web;

public class WebBotSettingsTests
{
    [Theory]
    [InlineData("--strore", "x.db")]
    [InlineData("--store")]
    [InlineData("--demo", "--rate", "0")]
    [InlineData("--demo", "--rate", "1e9")]
    [InlineData("--demo", "--seed", "x")]
    [InlineData("--demo", "--urls")]
    [InlineData("--demo", "--updates", "x.json")]
    [InlineData("--demo", "--store", "postgres://localhost/sequences")]
    [InlineData("--help")]
    public void WhatIsNotUnderstoodIsAnsweredWithTheUsage(params string[] args)
    {
        Assert.False(WebBotSettings.TryRead(args, _ => null, out _, out var problem));

        Assert.Contains("WebBot [--demo] [--rate USERS]", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("AdBot [", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "TELEGRAM_WEBHOOK_SECRET is not set")]
    [InlineData("with blanks in it", "is not of the form")]
    public void WithoutAGoodSecretItDoesNotStart(string? secret, string expected)
    {
        Assert.False(WebBotSettings.TryRead([], name => name == "TELEGRAM_WEBHOOK_SECRET" ? secret : null, out _, out var problem));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("blanks", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void MadeUpUsersHaveASecretOfTheirOwnAndNoRealBot()
    {
        var environment = new Dictionary<string, string> { ["TELEGRAM_BOT_TOKEN"] = "123456:ABC-def" };

        Assert.True(WebBotSettings.TryRead(["--demo", "--rate", "2.5", "--seed", "7"], environment.GetValueOrDefault, out var one, out _));
        Assert.True(WebBotSettings.TryRead(["--demo"], environment.GetValueOrDefault, out var other, out _));

        Assert.Equal((true, 2.5, 7, true), (one.IsDemo, one.Rate, one.Seed, one.Bot.IsRecorded));
        Assert.Equal(64, one.Secret.Text.Length);
        Assert.NotEqual(one.Secret.Text, other.Secret.Text);
    }
}
