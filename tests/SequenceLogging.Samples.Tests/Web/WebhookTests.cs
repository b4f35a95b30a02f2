using System.Net;
using System.Net.Http.Json;
using System.Text;
using WebBot.Payments;

namespace SequenceLogging.Samples.Tests.Web;

public sealed class WebhookTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task AnUpdateBecomesAJourney()
    {
        await using var bot = await RunningWebBot.StartAsync(_folder);

        using var answer = await bot.BringAsync(RunningWebBot.Start(1, 7), RunningWebBot.Secret);
        await bot.StopAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var journey = Assert.Single(await bot.Sequences.GetRecentSequencesAsync());
        Assert.Equal(("7", "ليلى 🌸", "ar"), ($"{journey.UserId}", journey.Username, journey.Language));
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("a-secret_")]
    [InlineData("a-secret_12")]
    [InlineData("A-SECRET_1")]
    [InlineData(RunningWebBot.Secret, RunningWebBot.Secret)]
    [InlineData(RunningWebBot.Secret, "")]
    public async Task WithoutTheSecretNothingIsTaken(params string[] secrets)
    {
        await using var bot = await RunningWebBot.StartAsync(_folder);

        using var answer = await bot.BringAsync(RunningWebBot.Start(1, 7), secrets);
        await bot.StopAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await bot.Sequences.GetRecentSequencesAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"update_id\": \"7\"}")]
    [InlineData("{\"update_id\": -7}")]
    [InlineData("{\"update_id\": 7e99}")]
    [InlineData("{\"update_id\": 7, \"message\": {\"message_id\": \"x\"}}")]
    [InlineData("<html>")]
    public async Task WhatIsNoUpdateIsABadRequest(string body)
    {
        await using var bot = await RunningWebBot.StartAsync(_folder);

        using var answer = await bot.BringAsync(body, RunningWebBot.Secret);
        using var broken = await bot.BringAsync([0xff, 0xfe, .. Encoding.UTF8.GetBytes(body)], RunningWebBot.Secret);
        using var deep = await bot.BringAsync(new string('[', 100_000), RunningWebBot.Secret);

        Assert.All([answer, broken, deep], a => Assert.Equal(HttpStatusCode.BadRequest, a.StatusCode));

        // And the bot goes on.
        using var next = await bot.BringAsync(RunningWebBot.Start(8, 7), RunningWebBot.Secret);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task ABodyThatIsTooLargeIsNotRead()
    {
        await using var bot = await RunningWebBot.StartAsync(_folder);
        var padding = new string(' ', 256 << 10);

        using var answer = await bot.BringAsync(padding + RunningWebBot.Start(1, 7), RunningWebBot.Secret);
        using var allowed = await bot.BringAsync(padding[1_000..] + RunningWebBot.Start(1, 7), RunningWebBot.Secret);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Fact]
    public async Task AnUpdateThatComesTwiceIsHandledOnce()
    {
        await using var bot = await RunningWebBot.StartAsync(_folder);

        foreach (var update in (long[])[5, 5, 6, 5, 6])
        {
            using var answer = await bot.BringAsync(RunningWebBot.Start(update, 7), RunningWebBot.Secret);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await bot.StopAsync();

        // /start begins one each time that it is handled, and gives up the older one.
        var journeys = await bot.Sequences.GetRecentSequencesAsync();
        Assert.Equal([SequenceStatus.Active, SequenceStatus.Abandoned], journeys.Select(j => j.Status));
        Assert.All(journeys, j => Assert.Equal(1, j.StepCount));
    }

    [Fact]
    public async Task WhatWasTakenIsHandledThoughTheBotStops()
    {
        await using var bot = await RunningWebBot.StartAsync(_folder);

        var answers = await Task.WhenAll(Enumerable.Range(1, 200).Select(async i =>
        {
            using var answer = await bot.BringAsync(RunningWebBot.Start(i, i), RunningWebBot.Secret);
            return answer.StatusCode;
        }));
        await bot.StopAsync();

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a));
        var journeys = await bot.Sequences.GetRecentSequencesAsync(1_000);
        Assert.Equal(200, journeys.Where(j => j.StepCount == 1).Select(j => j.UserId).Distinct().Count());
    }

    [Fact]
    public async Task BesideItTheHealthIsOpenAndTheDashboardIsNot()
    {
        await using var bot = await RunningWebBot.StartAsync(_folder);

        Assert.Equal("Healthy", await bot.Client.GetStringAsync("/health"));
        using var page = await bot.Client.GetAsync("/sequences/");
        using var get = await bot.Client.GetAsync("/telegram");

        Assert.Contains(page.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("guess", HttpStatusCode.Unauthorized)]
    [InlineData(RunningWebBot.Secret, HttpStatusCode.NotFound)]
    public async Task AReportOfAPaymentNeedsTheSecretAndAPayment(string? secret, HttpStatusCode expected)
    {
        await using var bot = await RunningWebBot.StartAsync(_folder);
        using var request = new HttpRequestMessage(HttpMethod.Post, PaymentReports.Path)
        {
            Content = JsonContent.Create(new ChargeReport("CP1", 1m, "EUR", "tx", null)),
        };
        request.Headers.Add("X-Sequence-Id", "SEQ-2025-07-00001");
        if (secret is not null)
        {
            request.Headers.Add(PaymentReports.SecretHeader, secret);
        }

        using var answer = await bot.Client.SendAsync(request);

        // Who has the secret is believed about the sequence, and has it named back; nobody else has.
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(secret == RunningWebBot.Secret, answer.Headers.Contains("X-Sequence-Id"));
    }

    public void Dispose() => _folder.Dispose();
}
