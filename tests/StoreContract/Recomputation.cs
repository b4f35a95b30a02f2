using SequenceLogging.Journeys;

namespace SequenceLogging.StoreContract;

/// <summary>
/// The same log calls kept in lists, and every total counted from the lists anew: slow, simple, and independent of how
/// stores count.
/// </summary>
internal sealed class Recomputation
{
    // Buckets grow by 2.2 %, and their middle is what a quantile tells.
    private const double QuantileTolerance = 0.012;

    private readonly Dictionary<SequenceId, Journey> _journeys = [];

    public void Begin(SequenceId id, DateTimeOffset at) => _journeys.Add(id, new Journey { UpdatedAt = at });

    public void AddStep(SequenceId id, Step step)
    {
        var journey = Touch(id, step.At);
        journey.Steps.Add(step);
        (journey.Status, journey.IsEnded) = (journey.Status, step.Status) switch
        {
            (SequenceStatus.Active, StepStatus.Failed) => (SequenceStatus.Failed, false),
            (SequenceStatus.Failed, StepStatus.Completed) => (SequenceStatus.Active, false),
            _ => (journey.Status, journey.IsEnded),
        };
    }

    public void Link(SequenceId id, string link, DateTimeOffset at)
    {
        var journey = Touch(id, at);
        journey.Links.Add(link);
        journey.LinkRecords++;
    }

    public void Status(SequenceId id, SequenceStatus status, DateTimeOffset at)
    {
        var journey = Touch(id, at);
        journey.Status = status;
        journey.IsEnded = status is not SequenceStatus.Active;
        journey.StatusChanges++;
    }

    public void Error(SequenceId id, DateTimeOffset at) => Touch(id, at).Errors++;

    public void AssertAgrees(SystemStatistics actual)
    {
        var journeys = _journeys.Values;
        var steps = journeys.SelectMany(j => j.Steps).ToList();
        Assert.Equal(
            new SequenceTotals(
                journeys.Count,
                journeys.Count(j => j.Status is SequenceStatus.Active),
                journeys.Count(j => j.Status is SequenceStatus.Completed),
                journeys.Count(j => j.Status is SequenceStatus.Failed),
                journeys.Count(j => j.Status is SequenceStatus.Abandoned),
                (double)steps.Count / journeys.Count,
                journeys.Max(j => j.UpdatedAt)),
            actual.Sequences);
        Assert.Equal(
            new StepTotals(
                steps.Count, steps.Count(s => s.Status is StepStatus.Failed), steps.Select(s => s.Name).Distinct().Count()),
            actual.Steps);
        Assert.Equal(journeys.Sum(j => j.Links.Count), actual.Links.Total);
        Assert.Equal(
            _journeys.Keys
                .GroupBy(id => $"{id.Year:D4}-{id.Month:D2}", (month, ids) => new MonthCounter(month, ids.Max().Number))
                .OrderBy(c => c.Month, StringComparer.Ordinal),
            actual.Counters);
        AssertAgrees(steps, actual.Components);
        Assert.Equal(_journeys.Keys.OrderDescending().Take(10), actual.Recent.Select(h => h.SequenceId));
        var records = journeys.Sum(j => j.Steps.Count + j.LinkRecords + j.StatusChanges + j.Errors);
        Assert.Equal((records, records, 0), (actual.Delivery.Emitted, actual.Delivery.Stored, actual.Delivery.Pending));
    }

    public void AssertAgrees(SequenceDetails actual)
    {
        var journey = _journeys[actual.SequenceId];
        Assert.Equal(
            journey.Steps, actual.Steps.Select(s => new Step(s.StepName, s.Component, s.Status, s.DurationMs, s.Timestamp)));
        Assert.Equal(Enumerable.Range(1, journey.Steps.Count), actual.Steps.Select(s => s.Order));
        Assert.Equal(journey.Links, actual.Links.Select(l => l.ToString()).ToHashSet());
        Assert.Equal(journey.StatusChanges, actual.StatusChanges.Count);
        Assert.Equal(journey.Errors + journey.Steps.Count(s => s.Status is StepStatus.Failed), actual.Errors.Count);
        Assert.Equal(
            (journey.Status, journey.IsEnded, journey.Steps.Count, journey.Steps.LastOrDefault()?.Name, journey.UpdatedAt),
            (actual.Status, actual.CompletedAt is not null, actual.StepCount, actual.CurrentStep?.Value, actual.UpdatedAt));
    }

    private static void AssertAgrees(List<Step> steps, IReadOnlyList<ComponentStatistics> actual)
    {
        var expected = steps.GroupBy(s => s.Component).OrderByDescending(c => c.Count()).ToList();
        Assert.Equal(expected.Select(c => c.Count()), actual.Select(c => (int)c.TotalSteps));
        foreach (var component in expected)
        {
            var told = Assert.Single(actual, c => c.Component == component.Key);
            var completed = component.Count(s => s.Status is StepStatus.Completed);
            var failed = component.Count(s => s.Status is StepStatus.Failed);
            Assert.Equal((component.Count(), completed, failed), (told.TotalSteps, told.CompletedSteps, told.FailedSteps));
            Assert.Equal((double)completed / (completed + failed), told.SuccessRate);

            double[] durations = [.. component.Select(s => s.DurationMs).OfType<double>().Order()];
            AssertNear(Quantile(durations, 0.5), told.P50Ms);
            AssertNear(Quantile(durations, 0.95), told.P95Ms);
            AssertNear(Quantile(durations, 0.99), told.P99Ms);
        }
    }

    private static double Quantile(double[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];

    private static void AssertNear(double expected, double? actual)
    {
        Assert.NotNull(actual);
        Assert.InRange(actual.Value, expected * (1 - QuantileTolerance), expected * (1 + QuantileTolerance));
    }

    private Journey Touch(SequenceId id, DateTimeOffset at)
    {
        var journey = _journeys[id];
        journey.UpdatedAt = at > journey.UpdatedAt ? at : journey.UpdatedAt;
        return journey;
    }

    /// <summary>A step as it was logged.</summary>
    public sealed record Step(string Name, string? Component, StepStatus Status, double? DurationMs, DateTimeOffset At);

    private sealed class Journey
    {
        public SequenceStatus Status { get; set; }

        public bool IsEnded { get; set; }

        public DateTimeOffset UpdatedAt { get; set; }

        public List<Step> Steps { get; } = [];

        public HashSet<string> Links { get; } = [];

        public int LinkRecords { get; set; }

        public int StatusChanges { get; set; }

        public int Errors { get; set; }
    }
}
