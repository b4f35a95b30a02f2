using SequenceLogging.Journeys;
using Serilog.Events;

namespace SequenceLogging.StoreContract;

// Every error is found from its sequence.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task AFailedStepKeepsItsExceptionAndIsOneOfTheErrors()
    {
        await using var app = Start();
        var id = app.Begin();
        var exception = new InvalidOperationException("no money");

        app.Log(id, LogEventLevel.Error, exception, "{StepName} of {Price} {Component}", "Pay", 12.5m, "payments");

        var details = await app.DetailsOf(id);
        var step = Assert.Single(details.Steps);
        Assert.Equal(exception.ToString(), step.Error);
        Assert.Equal(
            new SequenceError
            {
                Timestamp = Noon,
                Order = 1,
                StepName = step.StepName,
                Component = "payments",
                Message = "Pay of 12.5 payments",
                Error = exception.ToString(),
                Metadata = """{"Price":12.5}""",
            },
            Assert.Single(details.Errors));
    }

    [Fact]
    public async Task AnErrorOutsideOfStepsIsKeptWithItsPlaceAmongThem()
    {
        await using var app = Start();
        var id = app.Begin();
        app.Step(id, "One");
        var exception = new TimeoutException("too slow");
        app.Clock.Advance(TimeSpan.FromSeconds(3));

        app.Log(id, LogEventLevel.Fatal, exception, "Chat {Chat} is lost {SourceContext}", 7, "Bot.Chats");

        var details = await app.DetailsOf(id);
        Assert.Equal(
            new SequenceError
            {
                Timestamp = Noon.AddSeconds(3),
                Order = 1,
                Component = "Bot.Chats",
                Message = "Chat 7 is lost Bot.Chats",
                Error = exception.ToString(),
                Metadata = """{"Chat":7}""",
            },
            Assert.Single(details.Errors));
        Assert.Equal(1, details.StepCount);
        Assert.Equal(SequenceStatus.Active, details.Status);
        Assert.Equal(Noon.AddSeconds(3), details.UpdatedAt);
    }

    [Fact]
    public async Task ErrorsOfBothKindsComeOldestFirst()
    {
        await using var app = Start();
        var id = app.Begin();

        app.Log(id, LogEventLevel.Error, null, "a");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        app.FailStep(id, "b");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        app.Log(id, LogEventLevel.Error, null, "c");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        app.Log(id, LogEventLevel.Warning, new TimeoutException(), "{StepName}", "d");
        app.Log(id, LogEventLevel.Warning, new TimeoutException(), "not kept: below Error, and no step");

        Assert.Equal(["a", "b", "c", "d"], (await app.DetailsOf(id)).Errors.Select(e => e.Message));
    }
}
