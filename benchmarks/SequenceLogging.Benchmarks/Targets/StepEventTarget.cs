using System.Diagnostics;
using SequenceLogging.Benchmarks.Calling;
using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Timing;
using Serilog;
using Serilog.Core;
using Serilog.Formatting.Json;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// What a step costs its caller until it survives <c>kill -9</c>, with a real SQLite store behind the journal. The mean comes
/// from turns of 1,000 steps, with the writer idle in them; the slowest of a thousand from steps that are timed one by one
/// while the writer works, 50,000 a second.
/// </summary>
internal sealed class StepEventTarget : Target
{
    private const int StepsPerTurn = 1_000;
    private static readonly TimeSpan BurstEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public override string Id => "P4";

    public override string Question => "a step through the sink until it survives kill -9, caller's cost, against the same event to a sink that does nothing";

    public override bool CountsNanoseconds => true;

    public override Task MeasureAsync(Effort effort, Workspace workspace, Findings findings) =>
        workspace.InFolderAsync(async folder =>
        {
            await using var log = SequenceLog.Open(o => o.UseSqlite(Path.Combine(folder, "sequences.db")));
            await using var unwritten = NullStore.OpenLog(Path.Combine(folder, "journal"));
            await using var toJournal = new LoggerConfiguration().WriteTo.Sequences(unwritten).CreateLogger();
            await using var toNull = new LoggerConfiguration().WriteTo.Sink(new KeepLastSink()).CreateLogger();
            using var format = new FormatSink();
            await using var toText = new LoggerConfiguration().WriteTo.Sink(format).CreateLogger();
            using var copy = new CopySink(Path.Combine(folder, "events"));
            await using var toCopy = new LoggerConfiguration().WriteTo.Sink(copy).CreateLogger();
            await using var toFile = new LoggerConfiguration()
                .WriteTo.File(new JsonFormatter(renderMessage: true), Path.Combine(folder, "log.json"), buffered: true).CreateLogger();
            await using var toSequences = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
            var load = new StepLoad(StepsPerTurn);
            using var scope = log.Begin();
            Compare(() => LogAll(toNull), () => LogAll(toSequences), LogToJournal, () => LogAll(toText), () => LogAll(toFile), () => LogAll(toCopy));
            TimeEach(toNull, toSequences);
            await AssertStoredAsync();

            void LogToJournal()
            {
                using var inside = unwritten.Resume(Journey.Id);
                LogAll(toJournal);
            }

            void Compare(Action nothing, Action ours, Action journal, Action text, Action file, Action copies)
            {
                var turns = new Turns([nothing, ours, journal, text, file, copies], StepsPerTurn, between: Flush)
                    .WarmUp(TimeSpan.FromSeconds(effort.Choose(5, 2, 0)));
                var times = turns.Run(effort.Choose(2_000, 200, 1));
                var bytes = turns.Allocated();
                findings.AtMost("caller's time, beyond the null sink's", Median.OfDifferences(times[1], times[0]), 150, "+0 ns;-0 ns");
                findings.AtMost("caller's garbage, beyond the null sink's", bytes[1] - bytes[0], 100, "+0 B;-0 B;+0 B");
                findings.Note(
                    $"- Turns of {StepsPerTurn:#,0} steps: null sink {Median.Of(times[0]):0} ns and {bytes[0]:0} B a step,",
                    $"ours {Median.Of(times[1]):0} ns and {bytes[1]:0} B; with a store behind the journal that takes everything at once {Median.Of(times[2]):0} ns.");
                findings.Note(
                    $"- The least that could survive the process, the event's values copied into a mapped file as they are, with no text made and nobody to read it:",
                    $"{Median.OfDifferences(times[5], times[0]):+0;-0} ns and {bytes[5] - bytes[0]:+0;-0;0} B beyond the null sink.");
                findings.Note(
                    $"- For comparison, beyond the null sink: Serilog's JSON formatter, whose text nobody keeps, {Median.OfDifferences(times[3], times[0]):+0;-0} ns and {bytes[3] - bytes[0]:+0;-0;0} B;",
                    $"Serilog's buffered JSON file, which a killed process loses, {Median.OfDifferences(times[4], times[0]):+0;-0} ns and {bytes[4] - bytes[0]:+0;-0;0} B.");
                Effect.IsTrue(copy.Contains(load.NameOf(0)), "no value was copied");
                Effect.IsTrue(format.Text.Contains(load.NameOf(0), StringComparison.Ordinal), "no text was made");
            }

            void TimeEach(Logger nothing, Logger ours)
            {
                var bursts = effort.Choose(500, 150, 2);
                var alone = TimeSteps(nothing, bursts);
                var times = TimeSteps(ours, bursts);
                findings.AtMost("caller's time, 99.9 of 100", Median.At(times, 0.999), 50, "0.0 µs");
                findings.Note(
                    $"- {times.Length:#,0} steps timed one by one, {StepsPerTurn / BurstEvery.TotalSeconds:#,0} a second:",
                    $"median {Median.Of(times):0.00} µs, 99 of 100 within {Median.At(times, 0.99):0.0} µs,",
                    $"99.9 within {Median.At(times, 0.999):0.0} µs, slowest {times.Max():0} µs;",
                    $"to the null sink 99.9 within {Median.At(alone, 0.999):0.0} µs, slowest {alone.Max():0} µs.");
            }

            double[] TimeSteps(Logger logger, int bursts)
            {
                var times = new double[bursts * StepsPerTurn];
                for (var burst = 0; burst < bursts; burst++)
                {
                    var start = Stopwatch.GetTimestamp();
                    for (var step = 0; step < StepsPerTurn; step++)
                    {
                        var before = Stopwatch.GetTimestamp();
                        load.Log(logger, step);
                        times[(burst * StepsPerTurn) + step] = Stopwatch.GetElapsedTime(before).TotalMicroseconds;
                    }

                    var rest = BurstEvery - Stopwatch.GetElapsedTime(start);
                    Thread.Sleep(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
                }

                return times;
            }

            void LogAll(Logger logger)
            {
                for (var step = 0; step < StepsPerTurn; step++)
                {
                    load.Log(logger, step);
                }
            }

            void Flush()
            {
                log.FlushAsync(Patience).AsTask().GetAwaiter().GetResult();
                unwritten.FlushAsync(Patience).AsTask().GetAwaiter().GetResult();
            }

            async Task AssertStoredAsync()
            {
                Flush();
                var statistics = await log.GetSystemStatisticsAsync();
                Effect.Equal(log.Delivery.Emitted, statistics.Delivery.Stored, "records in the store");
                Effect.IsTrue(statistics.Steps.Total >= StepsPerTurn, "no step was stored");
            }
        });
}
