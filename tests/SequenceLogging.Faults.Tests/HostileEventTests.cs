using System.Globalization;
using SequenceLogging.Delivery;
using SequenceLogging.Journeys;
using Serilog;
using Serilog.Events;

namespace SequenceLogging.Faults.Tests;

/// <summary>One hostile event among a thousand: the others are stored, and that one is stored or set aside with its reason.</summary>
public class HostileEventTests
{
    private const int Events = 1_000;
    private const int Hostile = 500;

    private static readonly Dictionary<string, (string? Reason, Action<ILogger> Log)> Kinds = new()
    {
        ["outside of any sequence"] = (Reasons.NoSequence, l =>
        {
            using (SequenceLog.Suppress())
            {
                l.Information("{StepName}", "Nobody's");
            }
        }),
        ["an id that is none"] = (Reasons.BadSequenceId, l => l.Information("{StepName} {SequenceId}", "Bad", "SEQ-2025-13-00001")),
        ["a step without a name"] = (Reasons.BadStepName, l => l.Information("{StepName}", " ")),
        ["a link that is none"] = (Reasons.BadLink, l => l.Information("{LinkComponent}", "ads")),
        ["a status that is none"] = (Reasons.BadSequenceStatus, l => l.Information("{SequenceStatus}", "done")),
        ["a forged id"] = (Reasons.ImplausibleId, l => l.Information("{StepName} {SequenceId}", "Bad", "SEQ-2025-07-99999999")),
        ["a record that the store refuses"] = (Reasons.RefusedByStore, l => l.Information("{StepName}", "Refused")),
        ["a value that throws"] = (null, l => l.Information("{StepName} {Value}", "Odd", new Throwing())),
        ["an exception that throws"] = (null, l => l.Error(new ThrowingException(), "{StepName}", "Odd")),
        ["lone surrogates"] = (null, l => l.Information("{StepName} {Value}", "Odd", "\ud800 \udc00")),
        ["control characters"] = (null, l => l.Information("{StepName} {Value}", "Odd", "\0\u001b[2J\u2028\u202e")),
        ["braces"] = (null, l => l.Information("{StepName} {Value}", "Odd", "{0} {{ } {Name}")),
        ["numbers that are none"] = (null, l => l.Information("{StepName} {A} {B}", "Odd", double.NaN, float.NegativeInfinity)),
        ["16 MB of text"] = (null, l => l.Information("{StepName} {Value}", "Odd", new string('x', 16 << 20))),
        ["6,000 levels"] = (null, l => l.Write(Event(Nested(6_000)))),
        ["a million elements"] = (null, l => l.Write(Event(
            new SequenceValue(Enumerable.Range(0, 1_000_000).Select(i => new ScalarValue(i)))))),
    };

    public static TheoryData<string> AllKinds => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task TheOthersAreStoredAndItIsNotLostEither(string kind)
    {
        var (reason, logHostile) = Kinds[kind];
        using var folder = new TempFolder();
        var store = new StoreFile(folder.File("sequences.db"));
        var options = new SequenceLogOptions().UseSqlite(store.Path);
        IReadOnlyList<RejectedEvent> rejected;
        SequenceId sequence;
        await using (var log = SequenceLog.Open(o =>
        {
            o.Use(new RefusingStore(options.Provider!.Open(options), r => r.Name is "Refused"));
            o.JournalPath = folder.File("journals");
        }))
        {
            await using var logger = new LoggerConfiguration().WriteTo.Sequences(log).CreateLogger();
            using var scope = log.Begin(1);
            sequence = scope.SequenceId;
            for (var n = 1; n <= Events; n++)
            {
                if (n == Hostile)
                {
                    logHostile(logger);
                }
                else
                {
                    logger.Information("{StepName} {N}", "Counted", n);
                }
            }

            Assert.True((await log.FlushAsync(TimeSpan.FromMinutes(1))).IsComplete);
            StoreFile.MustBalance(log.Delivery);
            Assert.Equal(reason is null ? Events : Events - 1, log.Delivery.Stored);
            Assert.Equal(reason is null ? 0 : 1, log.Delivery.Rejected);
            rejected = await log.Store.Reader.ReadRejectedAsync();
        }

        Assert.Equal(reason is null ? [] : [reason], rejected.Select(r => r.Reason));
        Assert.Equal(
            Enumerable.Range(1, Events).Where(n => n != Hostile).Select(n => n.ToString(CultureInfo.InvariantCulture)),
            store.AskTexts(
                $"""
                 SELECT json_extract(t.metadata, '$.N') FROM steps t JOIN step_kinds k ON k.id = t.kind
                  WHERE t.sequence = {sequence.ToInt64()} AND k.step_name = 'Counted' ORDER BY t.step_order
                 """));
        Assert.Equal("ok", store.AskText("PRAGMA integrity_check"));
        Lane.Note($"hostile, {kind}: {Events - 1} of {Events - 1} neighbours stored, it is {reason ?? "stored"}");
    }

    private static LogEvent Event(LogEventPropertyValue value) => new(
        DateTimeOffset.UnixEpoch, LogEventLevel.Information, null, MessageTemplate.Empty,
        [new LogEventProperty("StepName", new ScalarValue("Odd")), new LogEventProperty("Value", value)]);

    private static LogEventPropertyValue Nested(int levels)
    {
        LogEventPropertyValue value = new ScalarValue(1);
        for (var i = 0; i < levels; i++)
        {
            value = new SequenceValue([value]);
        }

        return value;
    }

    private sealed class Throwing
    {
        public override string ToString() => throw new InvalidTimeZoneException("{0} {braces}");
    }

    private sealed class ThrowingException : Exception
    {
        public override string ToString() => throw new InvalidTimeZoneException("{0} {braces}");
    }
}
