using System.Diagnostics;
using SequenceLogging.Benchmarks.Asking;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Timing;
using SequenceLogging.Journeys;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// A journey by its id, by its user and by something it has to do with, in a store with ten million steps and in one with a
/// hundredth of them, in turns. By user and by component it is two questions: which journeys there are, and the details of
/// the newest. The files are in the machine's memory.
/// </summary>
internal sealed class QuestionTarget : Target
{
    public override string Id => "P7";

    public override string Question => "details by id, by user and by component at 10,000,000 steps, against 100,000";

    public override async Task MeasureAsync(Effort effort, Workspace workspace, Findings findings)
    {
        await using var many = await FilledStore.OpenAsync(workspace.Path, effort.Choose(140_000, 4_200, 140));
        await using var few = await FilledStore.OpenAsync(workspace.Path, effort.Choose(1_400, 420, 14));
        Effect.Equal(many.Steps, (await many.Log.GetSystemStatisticsAsync()).Steps.Total, "steps in the store");
        if (effort != Effort.Full)
        {
            findings.Note($"Quick: {many.Steps:#,0} steps in place of 10,000,000, against {few.Steps:#,0}.");
            findings.Note($"");
        }

        findings.Note($"| | steps | median | 99 of 100 | slowest |");
        findings.Note($"|---|---:|---:|---:|---:|");
        await CompareAsync("id", store => AskAsync(store, store.AnyId()));
        await CompareAsync("user", AskByUserAsync);
        await CompareAsync("component", AskByComponentAsync);
        CompareWithoutUs("One step by its rowid", RawQuestion.StepOf);
        CompareWithoutUs("The journeys of a user", RawQuestion.JourneysOf);

        async Task CompareAsync(string by, Func<FilledStore, Task<double>> ask)
        {
            List<double> ofMany = [], ofFew = [];
            var questions = effort.Choose(20_000, 2_000, 5);
            for (var i = -questions / 10; i < questions; i++)
            {
                var (inMany, inFew) = i % 2 == 0
                    ? (await ask(many), await ask(few))
                    : (await ask(few) is var first ? (await ask(many), first) : default);
                if (i >= 0)
                {
                    ofMany.Add(inMany);
                    ofFew.Add(inFew);
                }
            }

            findings.AtMost($"by {by}, 99 of 100", Median.At(ofMany, 0.99), 1, "0.000 ms");
            findings.AtMost($"by {by}, median against the smaller store's", Median.Of(ofMany) / Median.Of(ofFew), 1.5, "0.00 ×");
            Note(by, many, ofMany);
            Note(by, few, ofFew);
        }

        void CompareWithoutUs(string what, Func<FilledStore, RawQuestion> question)
        {
            const int QuestionsPerTurn = 100;
            using RawQuestion ofMany = question(many), ofFew = question(few);
            var turns = new Turns([Repeat(ofMany), Repeat(ofFew)], QuestionsPerTurn).WarmUp(TimeSpan.FromSeconds(effort.Choose(2, 1, 0)));
            var times = turns.Run(effort.Choose(2_000, 200, 1));
            Effect.IsTrue(ofMany.Rows > 0 && ofFew.Rows > 0, "no row was found");
            findings.Note($"");
            findings.Note(
                $"{what} through SQLite's C API, without anything of ours: {Median.Of(times[0]) / 1_000:0.0} µs",
                $"and {Median.Of(times[1]) / 1_000:0.0} µs, {Median.OfRatios(times[0], times[1]):0.00} ×.");

            static Action Repeat(RawQuestion question) => () =>
            {
                for (var i = 0; i < QuestionsPerTurn; i++)
                {
                    question.Ask();
                }
            };
        }

        void Note(string by, FilledStore store, List<double> times) => findings.Note(
            $"| by {by} | {store.Steps:#,0} | {Median.Of(times):0.000} ms | {Median.At(times, 0.99):0.000} ms | {times.Max():0.000} ms |");
    }

    private static async Task<double> AskAsync(FilledStore store, SequenceId id)
    {
        var start = Stopwatch.GetTimestamp();
        var details = await store.Log.GetSequenceDetailsAsync(id);
        var took = Stopwatch.GetElapsedTime(start);
        Effect.IsTrue(details?.Steps.Count > 0, $"{id} has no steps");
        return took.TotalMilliseconds;
    }

    private static async Task<double> AskByUserAsync(FilledStore store)
    {
        var user = await store.AnyUserAsync();
        return await AskAsync(store, log => log.FindSequencesByUserAsync(user));
    }

    private static Task<double> AskByComponentAsync(FilledStore store)
    {
        var component = store.AnyComponent();
        return AskAsync(store, log => log.FindSequencesByComponentAsync(component));
    }

    private static async Task<double> AskAsync(FilledStore store, Func<SequenceLog, ValueTask<IReadOnlyList<SequenceHeader>>> find)
    {
        var start = Stopwatch.GetTimestamp();
        var found = await find(store.Log);
        Effect.IsTrue(found.Count > 0, "no sequence was found");
        var details = await store.Log.GetSequenceDetailsAsync(found[0].SequenceId);
        var took = Stopwatch.GetElapsedTime(start);
        Effect.IsTrue(details?.Steps.Count > 0, $"{found[0].SequenceId} has no steps");
        return took.TotalMilliseconds;
    }
}
