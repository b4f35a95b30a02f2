using System.Diagnostics;
using SequenceLogging.Storage;
using Serilog.Events;

namespace SequenceLogging.StoreContract.Moving;

/// <summary>
/// Fills a store with journeys of every sort that can be: ended, reopened and failed by name, with errors and gaps between their
/// steps, with clocks that disagree, known by keys, adopted, without a step; and with rejected records.
/// </summary>
public static class Variety
{
    /// <summary>Fills the store of an application.</summary>
    /// <returns>The ids, in the order of their issue.</returns>
    public static async Task<IReadOnlyList<SequenceId>> FillAsync(Application app)
    {
        var whole = app.Begin(566158428);
        app.Log(whole, "{StepName} from {Command}", "User_Flow_1_Start", "/start");
        app.Clock.Advance(TimeSpan.FromMilliseconds(1234.567));
        using (new Activity("request").Start())
        {
            app.Log(whole, "{StepName}: {Price} {Currency} in {DurationMs}", "CreateAd_Step_6_CalculatePrice", 12.5m, "TON", 3.25);
        }

        app.Link(whole, "ads:ad:87");
        app.Log(whole, LogEventLevel.Error, new TimeoutException("no answer"), "{StepName} of {Component}", "Payment_Step_1_ProcessTON", "payments");
        app.Log(whole, LogEventLevel.Error, new InvalidOperationException("between"), "Something else went wrong");
        app.Clock.Advance(TimeSpan.FromHours(3));
        app.Step(whole, "Payment_Step_1_ProcessTON");
        app.Link(whole, "ads:ad:87");
        app.Log(whole, "Linked {LinkComponent} as {LinkType}", "payments:ton_payment:TE5768", "secondary");
        app.Sequences.Complete(whole);

        var reopened = app.Begin("ann");
        app.Step(reopened, "A");
        app.Sequences.Fail(reopened, "no money");
        app.Step(reopened, "B");
        app.Sequences.Abandon(reopened, "gone ☹ \u001b[2J {0}");
        app.Log(reopened, "{StepName} {StepStatus}", "C", "skipped");
        app.Log(reopened, "Open again {SequenceStatus}", "active");
        app.Log(reopened, "{StepName} {StepStatus}", "D", "started");

        var failed = app.Begin();
        app.FailStep(failed, "A");
        app.Step(failed, "A");
        app.FailStep(failed, "A");
        app.Clock.Advance(-TimeSpan.FromMinutes(1));
        app.Step(failed, "behind the clock");
        app.Log(failed, LogEventLevel.Error, null, "An error of a slow clock");

        var empty = app.Begin(7);
        app.LogOutside("{StepName} of nobody", "Nowhere");
        app.LogOutside("{LinkComponent} of nothing", "ads:ad:88");
        app.Log(whole, "{StepName}", " ");
        app.Clock.Advance(TimeSpan.FromDays(20));
        var nextMonth = app.Begin(566158428);
        app.Step(nextMonth, "User_Flow_1_Start");
        await app.FlushAsync();

        var at = app.Clock.GetUtcNow();
        var adopted = new SequenceId(2024, 2, 5);
        await app.Store.AppendAsync(new Batch("variety")
            .Begin("CaseId=case-891", at, "ann", "Ann", "en")
            .Step(default, "By key", at, key: "CaseId=case-891", eventId: [.. Enumerable.Range(1, 16).Select(b => (byte)b)])
            .Begin("pending-1", at, "ann", joinsOpen: true)
            .Step(adopted, "From elsewhere", at.AddYears(-1), eventId: [.. Enumerable.Range(200, 16).Select(b => (byte)b)])
            .Loss(reopened, "queue_full", 17, at, at.AddSeconds(3))
            .Loss(empty, "closed", 1, at, at)
            .Step(reopened, "behind the gap", at)
            .Loss(reopened, "queue_full", 2, at, at)
            .Step(new SequenceId(2024, 2, 9_000_000), "Implausible", at)
            .Rejected("bad_link", 3, at, reopened, "three of them"));
        return [whole, reopened, failed, empty, nextMonth, adopted];
    }

    /// <summary>Begins a sequence that is known by a key.</summary>
    public static async Task<SequenceId> BeginAsync(ISequenceStore store, string key, DateTimeOffset at)
    {
        await store.AppendAsync(new Batch($"key {key}").Begin(key, at));
        return (await store.Reader.FindByKeyAsync(key))!.Value;
    }
}
