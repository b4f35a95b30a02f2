using System.Net;
using System.Net.Http.Headers;
using SequenceLogging.AspNetCore.Scopes;
using SequenceLogging.Testing;

namespace SequenceLogging.AspNetCore.Tests.Scopes;

/// <summary>The handler follows redirects as the one inside would have done.</summary>
public sealed class RedirectionTests : IAsyncLifetime
{
    private readonly TestSequences _sequences = TestSequences.Start();
    private Services _services = null!;

    public async ValueTask InitializeAsync() => _services = await Services.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _sequences.DisposeAsync();
    }

    [Theory]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(304)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task TheServerSeesTheSameAsWithoutTheHandler(int status)
    {
        foreach (var method in (string[])["GET", "HEAD", "POST", "PUT", "DELETE"])
        {
            var plain = await VisitsAsync(new SocketsHttpHandler(), status, method);
            var ours = await VisitsAsync(Around(new SocketsHttpHandler()), status, method);
            var client = await VisitsAsync(Around(new HttpClientHandler()), status, method);

            Assert.Equal(plain, ours);
            Assert.Equal(plain, client);
            Assert.Equal(status == 304 ? 1 : 3, plain.Count);
        }
    }

    [Theory]
    [InlineData("#there", "#here", "#there")]
    [InlineData("", "#here", "#here")]
    public async Task TheFragmentIsTheSameAsWithoutTheHandler(string there, string here, string expected)
    {
        var via = new Uri(Services.Via(_services.Named, 302, new Uri(_services.Named, "x" + there)) + here);

        Assert.Equal(expected, (await EndAsync(new SocketsHttpHandler(), via)).Fragment);
        Assert.Equal(expected, (await EndAsync(Around(new SocketsHttpHandler()), via)).Fragment);
    }

    [Fact]
    public async Task WhoFollowsNoneHasTheRedirectAsTheAnswer()
    {
        var visits = await VisitsAsync(Around(new SocketsHttpHandler { AllowAutoRedirect = false }), 302, "GET");

        Assert.Single(visits);
    }

    [Fact]
    public async Task NotMoreAreFollowedThanWithoutTheHandler()
    {
        var loop = Services.Via(_services.Named, 302, [.. Enumerable.Repeat(_services.Named, 9)]);
        foreach (var handler in new HttpMessageHandler[]
            { new SocketsHttpHandler { MaxAutomaticRedirections = 4 }, Around(new SocketsHttpHandler { MaxAutomaticRedirections = 4 }) })
        {
            var before = _services.Visits.Count;
            using var client = new HttpClient(handler);
            using var response = await client.GetAsync(loop);

            Assert.Equal(HttpStatusCode.Found, response.StatusCode);
            Assert.Equal(before + 5, _services.Visits.Count);
        }
    }

    [Theory]
    [InlineData("https://localhost/", "http://localhost/", false)]
    [InlineData("https://localhost/", "https://localhost/a", true)]
    [InlineData("http://localhost/", "https://localhost/", true)]
    [InlineData("http://localhost/", "file:///etc/passwd", false)]
    [InlineData("http://localhost/", "/a", true)]
    [InlineData("http://localhost/", null, false)]
    public void SomePlacesAreNotGoneTo(string from, string? to, bool isFollowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, from);
        using var response = new HttpResponseMessage(HttpStatusCode.Found);
        response.Headers.Location = to is null ? null : new Uri(to, to[0] == '/' ? UriKind.Relative : UriKind.Absolute);

        Assert.Equal(isFollowed, Redirection.TryFollow(request, response));
        Assert.Equal(isFollowed ? new Uri(new Uri(from), to) : new Uri(from), request.RequestUri);
    }

    [Fact]
    public async Task AHandlerThatWasInUseBeforeIsRefused()
    {
        var used = new SocketsHttpHandler();
        using var first = new HttpClient(used, disposeHandler: false);
        await first.GetAsync(_services.Named);

        using var client = new HttpClient(Around(used));
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync(_services.Named));

        Assert.Contains("SocketsHttpHandler has sent requests before", refusal.Message, StringComparison.Ordinal);
        Assert.Single(_services.Visits);
    }

    private async Task<IReadOnlyList<Services.Visit>> VisitsAsync(HttpMessageHandler handler, int status, string method)
    {
        var before = _services.Visits.Count;
        using var client = new HttpClient(handler);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        using var request = new HttpRequestMessage(
            new HttpMethod(method), Services.Via(_services.Named, status, _services.Named, _services.Named));
        request.Content = method is "POST" or "PUT" ? new StringContent("an order") : null;
        using var response = await client.SendAsync(request);
        return [.. _services.Visits.Skip(before)];
    }

    private static async Task<Uri> EndAsync(HttpMessageHandler handler, Uri uri)
    {
        using var client = new HttpClient(handler);
        using var response = await client.GetAsync(uri);
        return response.RequestMessage!.RequestUri!;
    }

    private SequenceHeaderHandler Around(HttpMessageHandler primary)
    {
        var options = new SequenceHeaderOptions();
        options.Hosts.Add("localhost");
        return new SequenceHeaderHandler(_sequences.Log, options) { InnerHandler = primary };
    }
}
