using SequenceLogging.Insight.Components;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.Tests.Insight.Components;

public class ComponentReportTests
{
    private static readonly DateOnly Monday = new(2025, 7, 14);

    private static readonly DailyStepCount[] Counts =
    [
        Count(0, "pay", "Pay_Step_1_Ask", StepStatus.Completed, 90, 100),
        Count(0, "pay", "Pay_Step_1_Ask", StepStatus.Failed, 10, 4_000),
        Count(1, "pay", "Pay_Step_2_Done", StepStatus.Completed, 50, 200),
        Count(1, "pay", "Pay_Step_2_Done", StepStatus.Started, 7, null),
        Count(1, null, "Idle", StepStatus.Skipped, 3, null),
    ];

    [Fact]
    public void PartsAddUpToWholes()
    {
        var report = Report();

        Assert.Equal(["pay", null], report.Components.Select(c => c.Component));
        Assert.Equal(Counts.Sum(c => c.Count), report.Components.Sum(c => c.Figures.TotalSteps));
        Assert.All(report.Components, c =>
        {
            Assert.Equal(c.Figures.TotalSteps, c.Steps.Sum(s => s.Figures.TotalSteps));
            Assert.Equal(c.Figures.TotalSteps, c.Days.Sum(d => d.Figures.TotalSteps));
            Assert.Equal(c.Figures.FailedSteps, c.Steps.Sum(s => s.Figures.FailedSteps));
            Assert.Equal(c.Figures.FailedSteps, c.Days.Sum(d => d.Figures.FailedSteps));
        });
    }

    [Fact]
    public void SuccessIsOfThoseThatEnded()
    {
        var pay = Report().Components[0];

        Assert.Equal(140 / 150.0, pay.Figures.SuccessRate);
        Assert.Equal([0.9, 1.0], pay.Days.Select(d => d.Figures.SuccessRate!.Value));
        Assert.Null(Report().Components[1].Figures.SuccessRate);
        Assert.InRange(pay.Steps[0].Figures.P99Ms!.Value, 3_900, 4_100);
        Assert.InRange(pay.Steps[0].Figures.P50Ms!.Value, 98, 102);
        Assert.Null(Report().Components[1].Figures.P50Ms);
    }

    [Fact]
    public void AComponentThatOnlyHasErrorsIsThereToo()
    {
        var error = new StoredError { SequenceId = RunningLog.Id, Component = "net", Message = "no route" };

        var component = Assert.Single(Report(error).Components, c => c.Component == "net");

        Assert.Equal(0, component.Figures.TotalSteps);
        Assert.Equal("no route", Assert.Single(component.Errors).Type);
    }

    private static ComponentReport Report(params StoredError[] errors) =>
        ComponentReport.Of(Monday, Monday.AddDays(1), Counts, errors);

    private static DailyStepCount Count(int day, string? component, string step, StepStatus status, int count, double? milliseconds)
    {
        var durations = new DurationHistogram();
        for (var i = 0; i < count && milliseconds is not null; i++)
        {
            durations.Add(milliseconds.Value);
        }

        return new DailyStepCount(Monday.AddDays(day), new NamedStep(component, step), status, count, durations);
    }
}
