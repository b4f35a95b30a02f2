using System.Text.Json;
using SequenceLogging.Routing;
using Serilog.Events;
using Serilog.Parsing;

namespace SequenceLogging.Tests.Routing;

/// <summary>
/// Values that break loggers. Whatever they do: no exception, the neighbours are intact, cuts are marked, the metadata is
/// valid JSON (<see cref="Neighbour"/> parses it).
/// </summary>
public class HostileValueTests
{
    [Fact]
    public void ToStringThatThrows()
    {
        var step = Around(new ScalarValue(new Throwing()));

        AssertNeighbour(step);
        Assert.Equal("(Throwing.ToString threw InvalidTimeZoneException)", Hostile(step).GetString());
        Assert.Equal("(Hostile threw InvalidTimeZoneException) and Neighbour", step.Message);
    }

    [Fact]
    public void ToStringThatReturnsNull()
    {
        AssertNeighbour(Around(new ScalarValue(new Null())));
        AssertNeighbour(Around(new ScalarValue(new FormattableNull())));
    }

    [Fact]
    public void AnExceptionWhoseTextThrows()
    {
        var step = Routed.Log(log => log.Error(new ThrowingException(), "{StepName}", "S")).Single;

        Assert.Equal("(ThrowingException.ToString threw InvalidTimeZoneException)", step.Error);
    }

    [Fact]
    public void WhatSerilogItselfCannotReadIsRoutedWithTheRest()
    {
        var step = Routed.Log(log => log.Information("{StepName} {Bad} {@Worse} {Good}", "S", new Throwing(), new Throwing(), 1)).Single;

        using var json = JsonDocument.Parse(step.Metadata!);
        Assert.Equal(1, json.RootElement.GetProperty("Good").GetInt32());
    }

    [Theory]
    [InlineData("\0\u001b[2J\u2028\u202e\u0007")]
    [InlineData("{0} {Braces} {{}} }{")]
    [InlineData("\"\\</script>")]
    [InlineData("😀 здравствуй مرحبا")]
    public void OddTextIsKeptAsItIs(string text) => AssertKept(text, text);

    [Fact]
    public void LoneSurrogatesBecomeTheReplacementCharacter()
    {
        // Not as data of a theory: metadata of an assembly is UTF-8, and cannot hold them.
        AssertKept("\ud800", "\ufffd");
        AssertKept("a\udc00b", "a\ufffdb");
        AssertKept("\udc00\ud800", "\ufffd\ufffd");
    }

    [Fact]
    public void OddPropertyNames()
    {
        string[] names = ["\ud800 name", "@t", "$type", "\"quoted\\", "with.dots and\nlines {0}", "\0", "Neighbour"];

        var step = Routed.Of(
            Event([.. names.Select(name => new LogEventProperty(name, new ScalarValue(name)))]), RunningLog.Id).Single;

        using var json = JsonDocument.Parse(step.Metadata!);
        var kept = names.Select(name => name.Replace('\ud800', '\ufffd'));
        Assert.Equal(kept, json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(kept, json.RootElement.EnumerateObject().Select(p => p.Value.GetString()));
    }

    [Fact]
    public void EmptyNamesAndNamesThatDifferInCaseOnly()
    {
        var step = Around(new DictionaryValue(
        [
            KeyValuePair.Create(new ScalarValue(""), (LogEventPropertyValue)new ScalarValue(1)),
            KeyValuePair.Create(new ScalarValue("a"), (LogEventPropertyValue)new ScalarValue(2)),
            KeyValuePair.Create(new ScalarValue("A"), (LogEventPropertyValue)new ScalarValue(3)),
            KeyValuePair.Create(new ScalarValue(null), (LogEventPropertyValue)new ScalarValue(4)),
            KeyValuePair.Create(new ScalarValue("$type"), (LogEventPropertyValue)new ScalarValue(5)),
        ]));

        AssertNeighbour(step);
        Assert.Equal("""{"":1,"a":2,"A":3,"null":4,"$type":5}""", Hostile(step).GetRawText());
        Assert.Equal("other", Routed.Log(log => log.Information("{stepname} {StepName}", "no", "other")).Single.Name);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(ulong.MaxValue)]
    [InlineData('\0')]
    public void OddNumbers(object number) => AssertNeighbour(Around(new ScalarValue(number)));

    [Fact]
    public void SixThousandLevels()
    {
        LogEventPropertyValue sequence = new ScalarValue(1), structure = new ScalarValue(1), dictionary = new ScalarValue(1);
        for (var i = 0; i < 6_000; i++)
        {
            sequence = new SequenceValue([sequence]);
            structure = new StructureValue([new LogEventProperty("Inner", structure)]);
            dictionary = new DictionaryValue([KeyValuePair.Create(new ScalarValue("inner"), dictionary)]);
        }

        foreach (var value in new[] { sequence, structure, dictionary })
        {
            var step = Around(value);
            AssertNeighbour(step);
            Assert.Contains(Limits.CutMark, Hostile(step).GetRawText());
            Assert.Equal($"{Limits.CutMark} and Neighbour", step.Message);
        }
    }

    [Fact]
    public void CyclicObjects()
    {
        var cyclic = new Cyclic();

        var step = Routed.Log(log => log.Information("{StepName} {@Cyclic} {Good}", "S", cyclic, 1)).Single;

        Assert.Equal(1, JsonDocument.Parse(step.Metadata!).RootElement.GetProperty("Good").GetInt32());
    }

    [Fact]
    public void AMillionPropertiesAreCutMarkedAndBounded()
    {
        var properties = Enumerable.Range(0, 1_000_000).Select(i => new LogEventProperty($"P{i}", new ScalarValue(i)));
        var many = Event([.. properties, new LogEventProperty("DurationMs", new ScalarValue(5))]);

        var step = Routed.Of(many, RunningLog.Id).Single;

        Assert.InRange(step.Metadata!.Length, Limits.Metadata - 100, Limits.Metadata + 1_000);
        Assert.True(JsonDocument.Parse(step.Metadata).RootElement.GetProperty(Limits.CutMark).GetBoolean());
        Assert.Equal(5, step.DurationMs); // found behind all of them
    }

    [Fact]
    public void ManyLargeTextsAreBoundedTogether()
    {
        var text = new ScalarValue(new string('x', 40_000));
        var step = Routed.Of(
            Event([.. Enumerable.Range(0, 100).Select(i => new LogEventProperty($"P{i}", text))]), RunningLog.Id).Single;
        var inner = Around(new StructureValue(Enumerable.Range(0, 100).Select(i => new LogEventProperty($"P{i}", text))));
        var elements = Around(new SequenceValue(Enumerable.Repeat(text, 100)));

        Assert.All(new[] { step, inner, elements }, s =>
        {
            Assert.InRange(s.Metadata!.Length, Limits.Text, Limits.Metadata + Limits.Text + 1_000);
            Assert.Contains(Limits.CutMark, s.Metadata);
            JsonDocument.Parse(s.Metadata).Dispose();
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void ASixteenMegabyteMessageIsCutAndMarked(string prefix)
    {
        var huge = string.Concat(Enumerable.Repeat("😀", 4 << 20));

        var asValue = Around(new ScalarValue(prefix + huge));
        var asTemplate = Routed.Of(
            new LogEvent(
                DateTimeOffset.UnixEpoch, LogEventLevel.Error, new InvalidOperationException(prefix + huge),
                new MessageTemplateParser().Parse(prefix + huge), [new LogEventProperty("StepName", new ScalarValue("S"))]),
            RunningLog.Id).Single;

        AssertNeighbour(asValue);
        AssertCut(Hostile(asValue).GetString(), Limits.Text);
        AssertCut(asValue.Message, Limits.Text);
        AssertCut(asTemplate.Message, Limits.Text);
        AssertCut(asTemplate.Error, Limits.Error);

        static void AssertCut(string? text, int most)
        {
            Assert.InRange(text!.Length, most - 10, most);
            Assert.EndsWith(Limits.CutMark, text);
            Assert.DoesNotContain('\ufffd', text); // no half character at the cut
        }
    }

    [Fact]
    public void ALongComponentAndALongPropertyNameAreCut()
    {
        var name = new string('n', 10_000);
        var step = Routed.Log(log => log.ForContext(name, 1).ForContext("Component", name).Information("{StepName}", "S")).Single;

        Assert.Equal(Limits.Name, step.Component!.Length);
        Assert.EndsWith(Limits.CutMark, step.Component);
        Assert.Equal(Limits.Name, JsonDocument.Parse(step.Metadata!).RootElement.EnumerateObject().Single().Name.Length);
    }

    [Fact]
    public void UserTextAsATemplateIsOnlyText()
    {
        var step = Routed.Of(
            new LogEvent(
                DateTimeOffset.UnixEpoch, LogEventLevel.Information, null,
                new MessageTemplateParser().Parse("{0} {StepName:{{{} {Missing,9} {@"),
                [new LogEventProperty("StepName", new ScalarValue("S"))]),
            RunningLog.Id).Single;

        Assert.StartsWith("{0} ", step.Message);
    }

    [Fact]
    public async Task NoneOfThemReachesTheCallerOfARealPipeline()
    {
        await using var log = new RunningLog();
        using (log.Sequences.Resume(RunningLog.Id))
        {
            log.Logger.Write(Event(new LogEventProperty("Hostile", new ScalarValue(new Throwing()))));
            log.Logger.Information("{StepName}", "After");
        }

        Assert.Equal(["S", "After"], (await log.StoredAsync()).Select(r => r.Name));
    }

    private static StoredRecord Around(LogEventPropertyValue hostile) => Routed.Of(
        Event(
            new LogEventProperty("Neighbour", new ScalarValue("Neighbour")),
            new LogEventProperty("Hostile", hostile),
            new LogEventProperty("Last", new ScalarValue(1))),
        RunningLog.Id).Single;

    private static LogEvent Event(params LogEventProperty[] properties) => new(
        DateTimeOffset.UnixEpoch,
        LogEventLevel.Information,
        null,
        new MessageTemplateParser().Parse("{Hostile} and {Neighbour}"),
        [new LogEventProperty("StepName", new ScalarValue("S")), .. properties]);

    private static void AssertKept(string text, string kept)
    {
        var step = Around(new ScalarValue(text));
        var link = Routed.Log(log => log.Information("{LinkComponent}", $"a:b:{text}")).Single;
        var asException = Routed.Log(log => log.Error(new InvalidOperationException(text), text + "{StepName}", "S")).Single;

        AssertNeighbour(step);
        Assert.Equal(kept, Hostile(step).GetString());
        Assert.Equal($"{kept} and Neighbour", step.Message);
        Assert.Equal(kept, link.EntityId);
        Assert.Contains(kept, asException.Error);
    }

    private static void AssertNeighbour(StoredRecord step)
    {
        Assert.Equal("S", step.Name);
        Assert.Equal("Neighbour", Neighbour(step).GetString());
        Assert.Equal(1, JsonDocument.Parse(step.Metadata!).RootElement.GetProperty("Last").GetInt32());
        Assert.EndsWith(" and Neighbour", step.Message!.Length < Limits.Text ? step.Message : " and Neighbour");
    }

    private static JsonElement Neighbour(StoredRecord step) => JsonDocument.Parse(step.Metadata!).RootElement.GetProperty("Neighbour");

    private static JsonElement Hostile(StoredRecord step) => JsonDocument.Parse(step.Metadata!).RootElement.GetProperty("Hostile");

    private sealed class Throwing
    {
        public string Property => ToString();

        public override string ToString() => throw new InvalidTimeZoneException();
    }

    private sealed class Null
    {
        public override string ToString() => null!;
    }

    private sealed class FormattableNull : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => null!;
    }

    private sealed class Cyclic
    {
        public Cyclic Self => this;

        public Cyclic[] Selves => [this, this];
    }

    private sealed class ThrowingException : Exception
    {
        public override string ToString() => throw new InvalidTimeZoneException();
    }
}
