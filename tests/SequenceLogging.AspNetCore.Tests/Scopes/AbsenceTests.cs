using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using SequenceLogging.AspNetCore.Scopes;
using SequenceLogging.Context;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Tests.Scopes;

/// <summary>What a request without a sequence is part of.</summary>
public class AbsenceTests
{
    [Fact]
    public async Task ANewOneBeginsWithWhatIsKnownOfTheUser()
    {
        await using var app = await ScopedApp.StartAsync(o =>
        {
            o.WhenAbsent = WhenAbsent.Begin;
            o.UserId = http => http.Request.Query["user"].FirstOrDefault();
            o.Username = _ => "ann";
            o.Language = http => http.Request.Headers.AcceptLanguage.FirstOrDefault() ?? "en";
        });

        var first = await app.SendAsync("/?user=7");
        var second = await app.SendAsync("/?user=7");
        var stranger = await app.SendAsync("/");

        Assert.Equal(first.Body, first.Sequence);
        Assert.Equal(3, new[] { first.Body, second.Body, stranger.Body }.Distinct().Count());
        var journey = await app.JourneyAsync(SequenceId.Parse(first.Body));
        Assert.Equal(("7", "ann", "en"), ($"{journey!.UserId}", journey.Username, journey.Language));
        Assert.Null((await app.JourneyAsync(SequenceId.Parse(stranger.Body)))!.UserId);
    }

    [Fact]
    public async Task TheUsersOpenOneGoesOnAndAStrangerHasNone()
    {
        await using var app = await ScopedApp.StartAsync(o =>
        {
            o.WhenAbsent = WhenAbsent.BeginOrResume;
            o.UserId = http => http.Request.Query["user"].FirstOrDefault();
        });

        var first = await app.GetAsync("/?user=7");

        Assert.NotEqual("", first);
        Assert.Equal(first, await app.GetAsync("/?user=7"));
        Assert.NotEqual(first, await app.GetAsync("/?user=8"));
        Assert.Equal("", await app.GetAsync("/"));
        Assert.Equal(2, (await app.JourneysAsync()).Count);
    }

    [Fact]
    public async Task WhatIsBelievedComesFirst()
    {
        await using var app = await ScopedApp.StartAsync(o =>
        {
            o.Trust = CarrierTrust.Header;
            o.WhenAbsent = WhenAbsent.Begin;
        });

        Assert.Equal($"{ScopedApp.Id}", await app.GetAsync("/", $"{ScopedApp.Id}"));
        Assert.Empty(await app.JourneysAsync());
        Assert.NotEqual("", await app.GetAsync("/", "nonsense"));
    }

    [Fact]
    public async Task WhileTheStoreIsAwayTheResponseNamesTheKeyAndNobodyWaitsTwice()
    {
        var away = new AwayStore(new InMemoryDouble(), AwayStore.Way.Waits);
        var timeout = TimeSpan.FromMilliseconds(200);
        await using var app = await ScopedApp.StartAsync(
            o => o.WhenAbsent = WhenAbsent.Begin,
            store: o =>
            {
                o.Use(away);
                o.IdTimeout = timeout;
            });

        var (_, body, answer) = await app.SendAsync();
        Assert.StartsWith("pending-", answer, StringComparison.Ordinal);
        Assert.Equal(body, answer);

        var calls = away.Calls;
        var keys = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.GetAsync()));
        Assert.All(keys, key => Assert.StartsWith("pending-", key, StringComparison.Ordinal));
        Assert.Equal(100, keys.Distinct().Count());
        Assert.Equal(calls, away.Calls);

        // And when it is back there are ids again.
        away.ComeBack();
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await app.GetAsync()).StartsWith("pending-", StringComparison.Ordinal))
        {
            Assert.False(bound.IsCancellationRequested, "The store is back, and requests still have no ids.");
            await Task.Delay(20);
        }

        Assert.StartsWith("SEQ-", await app.GetAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereAnIdIsRequiredItsAbsenceIsTheRequestsError()
    {
        var away = new AwayStore(new InMemoryDouble(), AwayStore.Way.Throws);
        await using var app = await ScopedApp.StartAsync(
            o => o.WhenAbsent = WhenAbsent.Begin,
            store: o =>
            {
                o.Use(away);
                o.RequireId = true;
            });

        await Assert.ThrowsAsync<SequenceStoreException>(() => app.GetAsync());
        away.ComeBack();
    }

    [Fact]
    public async Task WithoutALogTheStartSaysWhichLineIsMissing()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        await using var app = builder.Build();
        app.UseSequenceScope();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());

        Assert.Contains("services.AddSequenceLogging(o => o.UseSqlite(path))", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnePartOfTheApplicationCanBeginThem()
    {
        await using var app = await ScopedApp.StartAsync(
            o => o.Trust = CarrierTrust.Header,
            map: a => a.UseWhen(
                http => http.Request.Path.StartsWithSegments("/orders"),
                orders => orders.UseSequenceScope(o => o.WhenAbsent = WhenAbsent.Begin)));

        Assert.Equal("", await app.GetAsync("/health"));
        Assert.NotEqual("", await app.GetAsync("/orders/1"));
        Assert.Equal($"{ScopedApp.Id}", await app.GetAsync("/orders/1", $"{ScopedApp.Id}"));
        Assert.Single(await app.JourneysAsync());
    }
}
