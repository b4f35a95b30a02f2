using System.Diagnostics;
using SequenceLogging.Storage;
using Serilog.Events;
using Serilog.Parsing;

namespace SequenceLogging.Tests.Routing;

public class StepRoutingTests
{
    [Fact]
    public void AnEventWithStepNameIsAStep()
    {
        var before = DateTimeOffset.UtcNow;

        var step = Routed.Log(log => log.Information(
            "{StepName}: {Price} {Currency}", "CreateAd_Step_6_CalculatePrice", 12.5m, "TON")).Single;

        Assert.Equal((RecordKind.Step, StepStatus.Completed), (step.Kind, step.StepStatus));
        Assert.Equal(RunningLog.Id, step.Sequence);
        Assert.Equal("CreateAd_Step_6_CalculatePrice", step.Name);
        Assert.Equal("CreateAd_Step_6_CalculatePrice: 12.5 TON", step.Message);
        Assert.Equal("""{"Price":12.5,"Currency":"TON"}""", step.Metadata);
        Assert.Null(step.DurationMs);
        Assert.Null(step.Error);
        Assert.InRange(step.At, before.AddMilliseconds(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public void AnEventThatMeansNothingIsNoRecord()
    {
        var routed = Routed.Log(log => log.Warning("Slow {Query} in {Elapsed}", "select", 12));

        Assert.Empty(routed.Records);
        Assert.Empty(routed.Rejections);
    }

    [Theory]
    [InlineData(LogEventLevel.Verbose, StepStatus.Completed)]
    [InlineData(LogEventLevel.Warning, StepStatus.Completed)]
    [InlineData(LogEventLevel.Error, StepStatus.Failed)]
    [InlineData(LogEventLevel.Fatal, StepStatus.Failed)]
    public void TheLevelGivesTheStatus(LogEventLevel level, StepStatus expected) =>
        Assert.Equal(expected, Routed.Log(log => log.Write(level, "{StepName}", "S")).Single.StepStatus);

    [Theory]
    [InlineData("started", StepStatus.Started)]
    [InlineData("COMPLETED", StepStatus.Completed)]
    [InlineData("Failed", StepStatus.Failed)]
    [InlineData(StepStatus.Skipped, StepStatus.Skipped)]
    public void StepStatusGivesItFirst(object told, StepStatus expected)
    {
        foreach (var level in new[] { LogEventLevel.Information, LogEventLevel.Error })
        {
            var step = Routed.Log(log => log.Write(level, "{StepName} {StepStatus}", "S", told)).Single;
            Assert.Equal(expected, step.StepStatus);
            Assert.Null(step.Metadata);
        }
    }

    [Fact]
    public void AStatusThatIsNoneIsMetadataAndTheLevelDecides()
    {
        var step = Routed.Log(log => log.Error("{StepName} {StepStatus}", "S", "done")).Single;

        Assert.Equal(StepStatus.Failed, step.StepStatus);
        Assert.Equal("""{"StepStatus":"done"}""", step.Metadata);
    }

    [Fact]
    public void ComponentNamesTheComponent()
    {
        var step = Routed.Log(log => log
            .ForContext<StepRoutingTests>()
            .Information("{StepName} {Component}", "CreateAd_Step_6_CalculatePrice", "pricing")).Single;

        Assert.Equal("pricing", step.Component);
        Assert.Contains(nameof(StepRoutingTests), step.Metadata); // nothing is lost
    }

    [Fact]
    public void WithoutComponentTheSourceContextDoes()
    {
        var step = Routed.Log(log => log
            .ForContext<StepRoutingTests>().Information("{StepName} {Component}", "CreateAd_Step_6_CalculatePrice", "  ")).Single;

        Assert.Equal(typeof(StepRoutingTests).FullName, step.Component);
        Assert.Equal("""{"Component":"  "}""", step.Metadata);
    }

    [Theory]
    [InlineData("CreateAd_Step_6_CalculatePrice", "CreateAd")]
    [InlineData("Anything", null)]
    public void WithoutBothTheFlowOfTheNameDoes(string name, string? expected) =>
        Assert.Equal(expected, Routed.Log(log => log.Information("{StepName}", name)).Single.Component);

    [Fact]
    public void AStepNameValueIsAStepNameToo()
    {
        var scalar = new LogEventProperty("StepName", new ScalarValue(StepName.Parse("User_Flow_1_Start")));

        Assert.Equal("User_Flow_1_Start", Routed.Of(With(scalar), RunningLog.Id).Single.Name);
        Assert.Equal(
            "User_Flow_1_Start",
            Routed.Log(log => log.Information("{StepName}", StepName.Parse("User_Flow_1_Start"))).Single.Name);
    }

    [Theory]
    [InlineData(250, 250.0)]
    [InlineData(12.5, 12.5)]
    [InlineData(0.25f, 0.25)]
    [InlineData((short)7, 7.0)]
    [InlineData(ulong.MaxValue, 18446744073709551615.0)]
    public void DurationMsIsInMilliseconds(object told, double expected)
    {
        var step = Routed.Log(log => log.Information("{StepName} {DurationMs}", "S", told)).Single;

        Assert.Equal(expected, step.DurationMs);
        Assert.Null(step.Metadata);
    }

    [Fact]
    public void ATimeSpanIsADuration()
    {
        Assert.Equal(1500, Told("DurationMs", TimeSpan.FromSeconds(1.5)).DurationMs);
        Assert.Equal(1500, Told("Elapsed", TimeSpan.FromSeconds(1.5)).DurationMs);
        Assert.Equal(12.5, Told("DurationMs", 12.5m).DurationMs);
    }

    [Fact]
    public void ElapsedServesWhereDurationMsDoesNotAndTheOtherIsMetadata()
    {
        var both = Routed.Log(log => log.Information("{StepName} {Elapsed} {DurationMs}", "S", 1, 2)).Single;
        var bothTheOtherWay = Routed.Log(log => log.Information("{StepName} {DurationMs} {Elapsed}", "S", 2, 1)).Single;
        var noNumber = Routed.Log(log => log.Information("{StepName} {DurationMs} {Elapsed}", "S", "long", 1)).Single;

        Assert.Equal((2, """{"Elapsed":1}"""), (both.DurationMs, both.Metadata));
        Assert.Equal((2, """{"Elapsed":1}"""), (bothTheOtherWay.DurationMs, bothTheOtherWay.Metadata));
        Assert.Equal((1, """{"DurationMs":"long"}"""), (noNumber.DurationMs, noNumber.Metadata));
    }

    [Theory]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.PositiveInfinity, "\"Infinity\"")]
    [InlineData(float.NegativeInfinity, "\"-Infinity\"")]
    [InlineData("250", "\"250\"")]
    [InlineData(true, "true")]
    public void WhatIsNoDurationIsMetadata(object told, string json)
    {
        var step = Told("DurationMs", told);

        Assert.Null(step.DurationMs);
        Assert.Equal($$"""{"DurationMs":{{json}}}""", step.Metadata);
    }

    [Fact]
    public void AFailedStepKeepsItsException()
    {
        var step = Routed.Log(log => log.Error(new InvalidOperationException("No rate"), "{StepName}", "S")).Single;

        Assert.Contains("System.InvalidOperationException: No rate", step.Error);
    }

    [Fact]
    public void TheTraceIsKept()
    {
        using var activity = new Activity("request").Start();

        var step = Routed.Log(log => log.Information("{StepName}", "S")).Single;

        Assert.Equal($"{activity.TraceId}{activity.SpanId}", step.Trace);
    }

    [Fact]
    public void TheTimeIsTheEventsOwnInUtc()
    {
        var at = new DateTimeOffset(2025, 7, 31, 23, 30, 0, 123, 456, TimeSpan.FromHours(-3));

        var step = Routed.Of(With(at, new LogEventProperty("StepName", new ScalarValue("S"))), RunningLog.Id).Single;

        Assert.Equal((at.ToUniversalTime(), TimeSpan.Zero), (step.At, step.At.Offset));
    }

    private static StoredRecord Told(string property, object value) =>
        Routed.Log(log => log.ForContext(property, value).Information("{StepName}", "S")).Single;

    private static LogEvent With(params LogEventProperty[] properties) => With(DateTimeOffset.UnixEpoch, properties);

    private static LogEvent With(DateTimeOffset at, params LogEventProperty[] properties) =>
        new(at, LogEventLevel.Information, null, new MessageTemplateParser().Parse("A step"), properties);
}
