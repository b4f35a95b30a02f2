using System.Text.Json;
using SequenceLogging.Seq.Tests.Loopback;

namespace SequenceLogging.Seq.Tests.Pushing;

public class RefusedEventTests
{
    [Fact]
    public async Task OneBadEventIsSetAsideAndAllOthersArrive()
    {
        await using var run = new PushRun { Server = new IngestionServer { Refuses = line => line.Contains("\"Price\":7.5,", StringComparison.Ordinal) } };
        await run.Store.LogAsync(journeys: 10);

        var result = await run.PushAsync();

        var missing = await run.MissingAsync();
        Assert.Equal(10, missing.Count);
        Assert.All(missing, id => Assert.EndsWith(":3", id, StringComparison.Ordinal));
        Assert.Equal(10, result.SetAside);
        Assert.Empty(run.Server.Repeated);
        Assert.Contains(missing, id => result.FirstRefusal!.StartsWith(id + ": 400", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatWasSetAsideStandsInAFileWithTheAnswer()
    {
        await using var run = new PushRun { Server = new IngestionServer { Refuses = line => line.Contains("ads:ad:1\"", StringComparison.Ordinal) } };
        await run.Store.LogAsync(journeys: 3, isEnded: false);

        var result = await run.PushAsync();

        using var aside = JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(result.AsidePath)));
        Assert.Equal(400, aside.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("An event is not taken.", aside.RootElement.GetProperty("answer").GetString());
        Assert.Equal("ads:ad:1", aside.RootElement.GetProperty("event").GetProperty("LinkComponent").GetString());
        Assert.Equal(0, (await run.PushAsync()).SetAside); // it is not tried again
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(result.AsidePath));
        }
    }

    [Fact]
    public async Task ARequestThatIsTooLargeIsSplitAndTheNextOnesAreSmaller()
    {
        await using var run = new PushRun { Server = new IngestionServer { LargestRequest = 4_000 } };
        run.Options = run.Options with { BatchEvents = 1_000 };
        await run.Store.LogAsync(journeys: 40);

        await run.PushAsync();

        await run.MustBeThereOnceAsync();
        Assert.InRange(run.Server.Requests, 1, run.Server.Events.Count / 2);
    }

    [Fact]
    public async Task AServerThatRefusesEverythingEndsThePushAndNothingIsLeftOut()
    {
        await using var run = new PushRun { Server = new IngestionServer { Refuses = _ => true } };
        await run.Store.LogAsync(journeys: 40);

        var error = await run.FailAsync();

        Assert.Equal(SeqFailure.Refused, error.Failure);
        Assert.Contains("An event is not taken.", error.Message, StringComparison.Ordinal);
        Assert.Empty(run.Server.Events);
    }

    [Fact]
    public async Task ASmallStoreIsNotSetAsideAsAWholeEither()
    {
        var refuses = true;
        await using var run = new PushRun { Server = new IngestionServer { Refuses = _ => refuses } };
        await run.Store.LogAsync(journeys: 1);

        var error = await run.FailAsync();
        refuses = false;
        await run.PushAsync();

        Assert.Equal(SeqFailure.Refused, error.Failure);
        await run.MustBeThereOnceAsync();
    }

    [Fact]
    public async Task AFolderIsNoStateAndNothingIsSent()
    {
        await using var run = new PushRun();
        await run.Store.LogAsync(journeys: 1);
        run.Options = run.Options with { StatePath = Path.GetDirectoryName(run.Options.StatePath)! };

        var error = await run.FailAsync();

        Assert.Equal(SeqFailure.State, error.Failure);
        Assert.Empty(run.Server.Events);
    }
}
