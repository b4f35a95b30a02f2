using Serilog.Events;
using Serilog.Parsing;

namespace SequenceLogging.Tests.Routing;

/// <summary>The message says what the template asks for, in whatever order the event has its properties.</summary>
public class MessageTests
{
    private static readonly string[] Names = ["StepName", "Price", "Currency", "Ad", "Язык"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EachHoleGetsItsOwnValue(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            // Some names twice, some that the event does not have, and properties that the template does not name.
            string[] holes = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Names[random.Next(Names.Length)])];
            string[] known = ["StepName", .. Names.Skip(1).Where(_ => random.Next(4) > 0)];
            random.Shuffle(known);

            var message = Routed.Of(EventOf(string.Join('|', holes.Select(h => $"{{{h}}}")), known), RunningLog.Id).Single.Message;

            var expected = string.Join('|', holes.Select(h => known.Contains(h) ? ValueOf(h).ToString() : $"{{{h}}}"));
            Assert.Equal(expected, message ?? "");
        }
    }

    [Fact]
    public void APropertyWithAMeaningIsNoMetadataHoweverManyThereAre()
    {
        string[] others = [.. Enumerable.Range(0, 150).Select(i => $"P{i}")];
        foreach (var place in new[] { 0, 1, 62, 63, 64, 65, 127, 128, 129, 150 })
        {
            var step = Routed.Of(
                EventOf("A step", [.. others[..place], "StepName", "Component", .. others[place..]]), RunningLog.Id).Single;

            Assert.Equal("value of Component", step.Component);
            Assert.Equal($"{{{string.Join(',', others.Select(o => $"\"{o}\":\"value of {o}\""))}}}", step.Metadata);
        }
    }

    private static LogEvent EventOf(string template, IEnumerable<string> names) => new(
        DateTimeOffset.UnixEpoch,
        LogEventLevel.Information,
        null,
        new MessageTemplateParser().Parse(template),
        names.Select(name => new LogEventProperty(name, new ScalarValue(ValueOf(name)))));

    private static object ValueOf(string name) => name == "Price" ? 12 : $"value of {name}";
}
