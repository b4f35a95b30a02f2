using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SequenceLogging.AspNetCore.Dashboard;
using SequenceLogging.AspNetCore.Live;
using SequenceLogging.Testing;

namespace SequenceLogging.AspNetCore.Tests.Live;

public sealed class LiveStreamTests
{
    [Fact]
    public async Task WhatArrivesIsToldWithItsPositionAndWhereItsJourneyStands()
    {
        await using var sequences = TestSequences.Start();
        await using var site = await LiveSite.StartAsync(s => s.AddSingleton(sequences.Log));
        using var reader = await site.OpenAsync();
        Assert.Equal("HTTP/1.1 200 OK", await reader.StatusAsync());
        Assert.Equal("0", (await reader.NextAsync("ready")).Id);

        using (sequences.Log.Begin(7))
        {
            sequences.Logger.Information("{StepName} line one\nline two", "CreateAd_Step_1_Start");
        }

        var (_, id, data) = await reader.NextAsync("steps");
        using var told = JsonDocument.Parse(data);
        Assert.Equal(id, told.RootElement.GetProperty("position").GetInt64().ToString());
        Assert.Equal("CreateAd_Step_1_Start", told.RootElement.GetProperty("steps")[0].GetProperty("stepName").GetString());
        Assert.Equal("active", told.RootElement.GetProperty("sequences")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task AStreamResumesBehindTheLastEventThatWasSeen()
    {
        await using var sequences = TestSequences.Start();
        await using var site = await LiveSite.StartAsync(s => s.AddSingleton(sequences.Log));
        await LogAsync(sequences, "First", "Second", "Third");

        using var reader = await site.OpenAsync("?after=0", lastEventId: "1");
        await reader.StatusAsync();
        var (_, id, data) = await reader.NextAsync("steps");

        using var told = JsonDocument.Parse(data);
        Assert.Equal(["Second", "Third"], told.RootElement.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("stepName").GetString()!));
        Assert.Equal("3", id);
    }

    [Theory]
    [InlineData("9000000", "another store")]
    [InlineData("0", "too far behind")]
    public async Task WhoCannotBeToldStepByStepIsToldToAskAgain(string last, string why)
    {
        await using var sequences = TestSequences.Start();
        await using var site = await LiveSite.StartAsync(s => s.AddSingleton(sequences.Log));
        await LogAsync(sequences, [.. Enumerable.Range(0, why == "too far behind" ? 5_100 : 3).Select(i => "Step")]);

        using var reader = await site.OpenAsync(lastEventId: last);
        await reader.StatusAsync();

        Assert.Equal("ready", (await reader.NextAsync())!.Value.Name);
        Assert.Equal("reset", (await reader.NextAsync())!.Value.Name);
    }

    [Fact]
    public async Task AStreamOfOneJourneyTellsOfNoOtherAndOfTheEndThatIsNoStep()
    {
        await using var sequences = TestSequences.Start();
        await using var site = await LiveSite.StartAsync(s => s.AddSingleton(sequences.Log));
        using var mine = sequences.Log.Begin(1);
        sequences.Logger.Information("{StepName}", "Mine");
        await sequences.Log.FlushAsync(TimeSpan.FromSeconds(10));
        using var reader = await site.OpenAsync($"?sequence={mine.SequenceId}");
        await reader.StatusAsync();
        await reader.NextAsync("steps"); // where it stands

        await LogAsync(sequences, "Other");
        mine.Complete();
        var told = (await reader.NextAsync("steps")).Data;

        Assert.DoesNotContain("Other", told, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"completed\"", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThereIsAPlaceForSoManyAndAPlaceThatWasLeftIsFree()
    {
        await using var sequences = TestSequences.Start();
        await using var site = await LiveSite.StartAsync(s => s.AddSingleton(sequences.Log), o => o.MaxLiveClients = 2);
        using var client = site.Client();
        using var first = await site.OpenAsync();
        var second = await site.OpenAsync();
        await first.StatusAsync();
        await second.StatusAsync();

        using var refused = await client.GetAsync("/sequences/api/v1/live");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);

        second.Dispose();
        await Until(async () =>
        {
            using var again = await client.GetAsync("/sequences/api/v1/live", HttpCompletionOption.ResponseHeadersRead);
            return again.StatusCode is HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task AHeartbeatComesWhileNothingDoes()
    {
        var time = new FakeTimeProvider();
        await using var sequences = TestSequences.Start();
        await using var site = await LiveSite.StartAsync(s => s.AddSingleton(sequences.Log).AddSingleton<TimeProvider>(time));
        using var reader = await site.OpenAsync();
        await reader.StatusAsync();
        await reader.NextAsync("ready");

        var next = reader.NextAsync();
        await Until(() =>
        {
            time.Advance(LiveStream.Heartbeat);
            return Task.FromResult(next.IsCompleted);
        });

        var beat = (await next)!.Value;
        Assert.Equal((null, "heartbeat"), (beat.Name, beat.Data));
    }

    [Fact]
    public async Task WhoReadsNothingIsDroppedAndHoldsUpNobody()
    {
        var time = new FakeTimeProvider();
        await using var sequences = TestSequences.Start();
        await using var site = await LiveSite.StartAsync(
            s => s.AddSingleton(sequences.Log).AddSingleton<TimeProvider>(time), o => o.MaxLiveClients = 2);
        using var reading = await site.OpenAsync();
        using var frozen = await site.OpenAsync();
        await reading.StatusAsync();
        await frozen.StatusAsync();
        await reading.NextAsync("ready");

        var text = new string('x', 20_000);
        var seen = 0;
        using var client = site.Client();
        var isFree = false;
        for (var round = 0; round < 400 && !isFree; round++)
        {
            using (sequences.Log.Begin(round))
            {
                for (var i = 0; i < 20; i++)
                {
                    sequences.Logger.Information("{StepName} {Text}", "Step", text);
                }
            }

            await sequences.Log.FlushAsync(TimeSpan.FromSeconds(10));
            time.Advance(TimeSpan.FromSeconds(1));
            seen += (await reading.NextAsync())!.Value.Name == "steps" ? 1 : 0;
            if (round % 10 == 9)
            {
                // The place of who is frozen is free as soon as it is dropped.
                using var again = await client.GetAsync("/sequences/api/v1/live", HttpCompletionOption.ResponseHeadersRead);
                isFree = again.StatusCode is HttpStatusCode.OK;
            }
        }

        Assert.True(isFree, "who reads nothing still has its place");
        Assert.True(seen > 10, $"the other one was told {seen} times");
    }

    [Fact]
    public void WhatWaitsForAClientIsBounded()
    {
        var client = new LiveClient(null);
        for (var i = 1; i <= 1_000; i++)
        {
            client.Send(new byte[1], i);
        }

        var messages = new List<string>();
        while (client.Take() is { } message)
        {
            messages.Add(System.Text.Encoding.UTF8.GetString(message.Span));
        }

        Assert.Equal("id: 1000\nevent: reset\ndata: {\"position\":1000}\n\n", Assert.Single(messages));
    }

    [Fact]
    public async Task NobodyAsksTheStoreWhileNobodyLooksOn()
    {
        var time = new FakeTimeProvider();
        await using var store = new CountingReader();
        var services = new ServiceCollection().AddSingleton<Storage.ISequenceReader>(store).AddSingleton<TimeProvider>(time).BuildServiceProvider();
        var hub = new LiveHub(JourneySource.Of(services), new SequenceDashboardOptions());
        var clients = Enumerable.Range(0, 50).Select(_ => new LiveClient(null)).ToList();
        foreach (var client in clients)
        {
            await hub.AddAsync(client, default);
        }

        await Until(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            return Task.FromResult(store.Reads >= 5);
        });
        Assert.True(store.Reads < 50, $"{store.Reads} reads for 50 who look on");

        clients.ForEach(hub.Remove);
        await Task.Delay(50);
        time.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(50);
        var reads = store.Reads;
        time.Advance(TimeSpan.FromSeconds(60));
        await Task.Delay(50);

        Assert.Equal(reads, store.Reads);
    }

    [Fact]
    public async Task AStoreThatIsAwayIsToldOfOnceAndAskedAgain()
    {
        var time = new FakeTimeProvider();
        var log = new CollectedLog();
        await using var store = new CountingReader { IsAway = true };
        var services = new ServiceCollection()
            .AddSingleton<Storage.ISequenceReader>(store).AddSingleton<TimeProvider>(time).AddLogging(l => l.AddProvider(log)).BuildServiceProvider();
        await new LiveHub(JourneySource.Of(services), new SequenceDashboardOptions()).AddAsync(new LiveClient(null), default);

        await Until(() => PassAsync(() => store.Reads >= 5));
        Assert.Contains("The store does not say what is new", Assert.Single(log.Lines), StringComparison.Ordinal);

        store.IsAway = false;
        await Until(() => PassAsync(() => log.Lines.Count == 2));
        Assert.Contains("answers again", log.Lines[1], StringComparison.Ordinal);

        Task<bool> PassAsync(Func<bool> isSo)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult(isSo());
        }
    }

    [Theory]
    [InlineData("?sequence=nonsense")]
    [InlineData("?after=-1")]
    [InlineData("?since=7d")]
    public async Task WhatIsWrongIsAProblemAndNoStream(string query)
    {
        await using var sequences = TestSequences.Start();
        await using var site = await LiveSite.StartAsync(s => s.AddSingleton(sequences.Log));
        using var client = site.Client();

        using var answer = await client.GetAsync("/sequences/api/v1/live" + query);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    private static async Task LogAsync(TestSequences sequences, params string[] steps)
    {
        using (sequences.Log.Begin(7))
        {
            foreach (var step in steps)
            {
                sequences.Logger.Information("{StepName}", step);
            }
        }

        await sequences.Log.FlushAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 400; i++)
        {
            if (await isSo())
            {
                return;
            }

            await Task.Delay(25);
        }

        Assert.Fail("It did not come to that.");
    }
}
