using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SequenceLogging.AspNetCore.Tests.Api;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;
using SequenceLogging.Testing;

namespace SequenceLogging.AspNetCore.Tests.Changes;

public sealed class ChangeTests
{
    private const string Erase = "/sequences/api/v1/erase";

    private static readonly string Ann = "{\"user\":\"566158428\"}";

    [Theory]
    [InlineData(Erase)]
    [InlineData("/sequences/api/v1/rejected/1/retry")]
    public async Task NothingIsChangedUnlessThatIsAllowed(string address)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        using var answer = await app.Client().PostAsync(address, Json(Ann));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotNull(await shop.Sequences.Log.GetSequenceDetailsAsync(shop.Paid));
        var allowed = await app.AskAsync("changes");
        Assert.False(allowed.GetProperty("erasure").GetBoolean() || allowed.GetProperty("retry").GetBoolean());
        Assert.Equal(JsonValueKind.Null, allowed.GetProperty("token").ValueKind);
    }

    [Fact]
    public async Task AUserIsErasedAndNobodyElse()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await AllowingAsync(shop);
        var token = await TokenAsync(app);

        using var answer = await SendAsync(app, Erase, Ann, token);

        var erased = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((HttpStatusCode.OK, 1), (answer.StatusCode, erased.GetProperty("sequences").GetInt32()));
        Assert.Null(await shop.Sequences.Log.GetSequenceDetailsAsync(shop.Paid));
        Assert.NotNull(await shop.Sequences.Log.GetSequenceDetailsAsync(shop.Refused));
    }

    [Fact]
    public async Task AnotherSiteChangesNothing()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await AllowingAsync(shop);
        var (value, cookie) = await TokenAsync(app);
        var other = await TokenAsync(app);

        (string Why, Func<HttpRequestMessage> Make)[] forged =
        [
            ("no token", () => Request(Erase, Ann, null, cookie)),
            ("no cookie", () => Request(Erase, Ann, value, null)),
            ("somebody else's cookie", () => Request(Erase, Ann, value, other.Cookie)),
            ("a token that was made up", () => Request(Erase, Ann, new string('A', value.Length), cookie)),
            ("a form", () => Request(Erase, "user=566158428", value, cookie, "application/x-www-form-urlencoded")),
            ("a form's text", () => Request(Erase, Ann, value, cookie, "text/plain")),
            ("another site, as the browser says", () => With(Request(Erase, Ann, value, cookie), "Sec-Fetch-Site", "cross-site")),
            ("a sister site", () => With(Request(Erase, Ann, value, cookie), "Sec-Fetch-Site", "same-site")),
            ("an address that was typed", () => With(Request(Erase, Ann, value, cookie), "Sec-Fetch-Site", "none")),
        ];
        foreach (var (why, make) in forged)
        {
            using var answer = await app.Client().SendAsync(make());
            Assert.True(answer.StatusCode is HttpStatusCode.Forbidden, $"{why}: {(int)answer.StatusCode}");
        }

        Assert.NotNull(await shop.Sequences.Log.GetSequenceDetailsAsync(shop.Paid));

        // The same request with all that a page of ours sends goes through: it is not refused for something else.
        using var ours = await app.Client().SendAsync(With(Request(Erase, Ann, value, cookie), "Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.OK, ours.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"user\":\" \"}")]
    [InlineData("{\"user\":")]
    [InlineData("[1]")]
    public async Task WhomToEraseMustBeSaid(string body)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await AllowingAsync(shop);

        using var answer = await SendAsync(app, Erase, body, await TokenAsync(app));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task ARejectedEventIsTriedAgain()
    {
        await using var store = new RetryingStore();
        await using var log = SequenceLog.Open(new SequenceLogOptions().Use(store));
        await using var app = await DashboardApp.StartAsync(
            s => s.AddSingleton(log).AddAntiforgery(), o => o.AllowRetry = true);
        var token = await TokenAsync(app);

        using var answer = await SendAsync(app, "/sequences/api/v1/rejected/17/retry", "{}", token);
        using var unknown = await SendAsync(app, "/sequences/api/v1/rejected/18/retry", "{}", token);
        using var nonsense = await SendAsync(app, "/sequences/api/v1/rejected/x/retry", "{}", token);

        Assert.Contains("\"outcome\":\"stored\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal([17], store.Retried);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (unknown.StatusCode, nonsense.StatusCode));
        using var erase = await SendAsync(app, Erase, Ann, token);
        Assert.Equal(HttpStatusCode.NotFound, erase.StatusCode);
    }

    [Fact]
    public async Task WithoutAntiforgeryTheStartSaysWhichLineToAdd()
    {
        await using var shop = await Shop.OpenAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => DashboardApp.StartAsync(shop.AddTo, o => o.AllowErasure = true));

        Assert.Contains("builder.Services.AddAntiforgery();", error.Message, StringComparison.Ordinal);
    }

    private static Task<DashboardApp> AllowingAsync(Shop shop) => DashboardApp.StartAsync(
        services =>
        {
            shop.AddTo(services);
            services.AddAntiforgery();
        },
        options => options.AllowErasure = true);

    private static async Task<(string Value, string Cookie)> TokenAsync(DashboardApp app)
    {
        using var answer = await app.Client().GetAsync("/sequences/api/v1/changes");
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("token").GetString()!;
        return (token, answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private static Task<HttpResponseMessage> SendAsync(DashboardApp app, string address, string body, (string Value, string Cookie) token) =>
        app.Client().SendAsync(Request(address, body, token.Value, token.Cookie));

    private static HttpRequestMessage Request(string address, string body, string? token, string? cookie, string type = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, type) };
        if (token is not null)
        {
            request.Headers.Add("X-Sequence-Antiforgery", token);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return request;
    }

    private static HttpRequestMessage With(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Add(name, value);
        return request;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>A store that has rejected number 17.</summary>
    private sealed class RetryingStore() : StoreDecorator(new InMemoryStoreProvider().Open(new SequenceLogOptions()))
    {
        public List<long> Retried { get; } = [];

        public override ISequenceReader Reader => new WithRejected(base.Reader);

        public override ValueTask<RecordOutcome?> RetryRejectedAsync(long id, CancellationToken cancellationToken = default)
        {
            Retried.Add(id);
            return new(RecordOutcome.Stored);
        }
    }

    private sealed class WithRejected(ISequenceReader inner) : ReaderDecorator(inner)
    {
        public override ValueTask<IReadOnlyList<RejectedEvent>> ReadRejectedAsync(
            long? beforeId = null, int limit = 100, CancellationToken cancellationToken = default) =>
            new([.. new[] { new RejectedEvent { Id = 17, CanRetry = true } }.Where(r => r.Id < (beforeId ?? long.MaxValue))]);
    }
}
