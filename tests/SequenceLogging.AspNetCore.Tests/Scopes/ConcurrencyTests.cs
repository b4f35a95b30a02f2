using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SequenceLogging.AspNetCore.Scopes;
using SequenceLogging.Context;

namespace SequenceLogging.AspNetCore.Tests.Scopes;

/// <summary>Requests at the same time, each with a sequence of its own.</summary>
public class ConcurrencyTests
{
    private const int Requests = 2_000;

    [Fact]
    public async Task RequestsAtOnceNeverMixTheirIds()
    {
        await using var app = await ScopedApp.StartAsync(o => o.Trust = CarrierTrust.Header, Map(() => $"{SequenceScope.Current}"));

        Assert.Equal(0, await MixUpsAsync(app.Client));
    }

    [Fact]
    public async Task RequestsOfOneConnectionNeverMixTheirIds()
    {
        await using var app = await ScopedApp.StartAsync(
            o => o.Trust = CarrierTrust.Header, Map(() => $"{SequenceScope.Current}"), kestrel: HttpProtocols.Http2);
        app.Client.DefaultRequestVersion = HttpVersion.Version20;
        app.Client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;

        Assert.Equal(0, await MixUpsAsync(app.Client));
    }

    [Theory]
    [InlineData(WhenAbsent.Begin)]
    [InlineData(WhenAbsent.BeginOrResume)]
    public async Task ABurstOfNewSequencesKeepsNoThreadFromTheStore(WhenAbsent whenAbsent)
    {
        // With Begin, which waits on its thread, a burst like this kept every thread of the pool until the wait was over.
        using var folder = new TempFolder();
        await using var app = await ScopedApp.StartAsync(
            o =>
            {
                o.WhenAbsent = whenAbsent;
                o.UserId = http => http.Request.Query["user"];
            },
            store: o =>
            {
                o.UseSqlite(folder.File("sequences.db"));
                o.IdTimeout = TimeSpan.FromSeconds(30);
            });

        var ids = await Task.WhenAll(Enumerable.Range(1, 500).Select(user => app.GetAsync($"/?user={user}")));

        Assert.All(ids, id => Assert.StartsWith("SEQ-", id, StringComparison.Ordinal));
        Assert.Equal(500, ids.Distinct().Count());
    }

    [Fact]
    public async Task AMixUpWouldBeSeen()
    {
        // What somebody might write instead of a scope.
        string? shared = null;
        await using var app = await ScopedApp.StartAsync(
            map: Map(() => shared ?? ""),
            before: a => a.Use(async (http, next) =>
            {
                shared = http.Request.Headers[ScopedApp.Header];
                http.Response.Headers[ScopedApp.Header] = shared;
                await next(http);
            }));

        Assert.NotEqual(0, await MixUpsAsync(app.Client));
    }

    private static Action<WebApplication> Map(Func<string> current) => app => app.MapGet("/", async (HttpContext http) =>
    {
        // Over threads, by awaits and by tasks of its own; all must tell the same.
        var seen = new HashSet<string> { current() };
        await Task.Yield();
        seen.Add(current());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            await Task.Delay(i);
            lock (seen)
            {
                seen.Add(current());
            }
        })));
        return string.Join(' ', seen);
    });

    private static async Task<int> MixUpsAsync(HttpClient client)
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, Requests).Select(async number =>
        {
            var id = $"SEQ-2025-07-{number:00000}";
            using var request = new HttpRequestMessage(HttpMethod.Get, "/")
            {
                Version = client.DefaultRequestVersion,
                VersionPolicy = client.DefaultVersionPolicy,
            };
            request.Headers.Add(ScopedApp.Header, id);
            using var response = await client.SendAsync(request);
            return await response.Content.ReadAsStringAsync() == id
                && response.Headers.TryGetValues(ScopedApp.Header, out var told) && told.Single() == id;
        }));
        return answers.Count(isRight => !isRight);
    }
}
