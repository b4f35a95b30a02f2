using SequenceLogging.Routing;
using Serilog.Events;
using Serilog.Parsing;

namespace SequenceLogging.Tests.Routing;

/// <summary>The quick look at an event, which most of them do not pass.</summary>
public class CandidateTests
{
    [Theory]
    [InlineData(PropertyNames.StepName, true)]
    [InlineData(PropertyNames.LinkComponent, true)]
    [InlineData(PropertyNames.SequenceStatus, true)]
    [InlineData(PropertyNames.SequenceId, false)]
    [InlineData("stepname", false)]
    [InlineData("8 letter", false)]
    [InlineData("13 characters", false)]
    [InlineData("14 characters.", false)]
    public void WhatCouldBeARecordIsToldByOnePropertyAmongAnyNumberOfOthers(string name, bool isCandidate)
    {
        for (var others = 0; others < 12; others++)
        {
            for (var place = 0; place <= others; place++)
            {
                var names = Enumerable.Range(0, others).Select(i => $"Other{i}").ToList();
                names.Insert(place, name);

                Assert.Equal(isCandidate, EventRouter.IsCandidate(EventOf(LogEventLevel.Information, names)));
            }
        }
    }

    [Theory]
    [InlineData(LogEventLevel.Warning, false)]
    [InlineData(LogEventLevel.Error, true)]
    [InlineData(LogEventLevel.Fatal, true)]
    public void AnErrorIsOneWithoutAnyProperty(LogEventLevel level, bool isCandidate) =>
        Assert.Equal(isCandidate, EventRouter.IsCandidate(EventOf(level, [])));

    private static LogEvent EventOf(LogEventLevel level, IEnumerable<string> names) => new(
        default,
        level,
        exception: null,
        new MessageTemplateParser().Parse("Something"),
        names.Select(name => new LogEventProperty(name, new ScalarValue("x"))));
}
