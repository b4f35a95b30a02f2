using SequenceLogging.Insight;
using SequenceLogging.Journeys;

namespace SequenceLogging.Tests.Insight;

public sealed class EntityTraceTests
{
    private static readonly DateTimeOffset Start = new(2025, 7, 14, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task WhatHappenedInAllLinkedJourneysStandsInOneOrderOfTime()
    {
        var trace = await ReadAsync(
            "payments:TE5768",
            Journey(2, [Step(1, "Pay", 1), Step(2, "Paid", 5)], [Link("payments", "ton_payment", "TE5768", 2)]) with
            {
                Errors = [new SequenceError { Order = 1, Timestamp = At(4), Message = "slow" }],
                StatusChanges = [new SequenceStatusChange { Order = 2, Timestamp = At(6), Status = SequenceStatus.Completed }],
            },
            Journey(1, [Step(1, "Watch", 3)], [Link("payments", "ton_payment", "TE5768", 3.5)]));

        Assert.Equal(
            ["1 begin", "2 begin", "2 step", "2 link", "1 step", "1 link", "2 error", "2 step", "2 status"],
            trace.Events.Select(e => $"{e.Sequence.SequenceId.Number} {KindOf(e.Moment)}"));
        Assert.Equal([1, 2], trace.Sequences.Select(s => s.SequenceId.Number));
        Assert.False(trace.HasMore);
    }

    [Fact]
    public async Task AJourneyKeepsItsOwnOrderWhereItsClockWentBack()
    {
        var trace = await ReadAsync(
            "ads:87",
            Journey(1, [Step(1, "First", 10), Step(2, "Back", 1)], [Link("ads", "ad", "87", 0)]),
            Journey(2, [Step(1, "Other", 5)], [Link("ads", "ad", "87", 0)]));

        Assert.Equal(["Other", "First", "Back"], trace.Events.Select(e => e.Moment).OfType<StepMoment>().Select(s => s.Step.StepName.Value));
    }

    [Theory]
    [InlineData("TE5768 was paid", null, null, true)]
    [InlineData("(TE5768)", null, null, true)]
    [InlineData("TE57689 then payments:ton_payment:TE5768", null, null, true)]
    [InlineData("TE57689 and XTE5768", null, null, false)]
    [InlineData("te5768", null, null, false)]
    [InlineData(null, """{"a":{"b":["x","of TE5768"]}}""", null, true)]
    [InlineData(null, """{"TE5768":"x"}""", null, false)] // a name of ours is no value
    [InlineData(null, """{"a":"\u0054E5768"}""", null, true)]
    [InlineData(null, "no json TE5768", null, true)]
    [InlineData(null, null, "System.Exception: TE5768", true)]
    [InlineData(null, null, null, false)]
    public async Task AStepMentionsTheEntityWhereItsIdStandsAsAWord(string? message, string? metadata, string? error, bool mentions)
    {
        foreach (var entity in (string[])["payments:TE5768", "payments:ton_payment:TE5768"])
        {
            var step = Step(1, "Pay", 1) with { Message = message, Metadata = metadata, Error = error };
            var trace = await ReadAsync(entity, Journey(1, [step], [Link("payments", "ton_payment", "TE5768", 0)]));

            Assert.Equal(mentions, Assert.Single(trace.Events, e => e.Moment is StepMoment).Mentions);
        }
    }

    [Theory]
    [InlineData("""{"ad":87}""", true)]
    [InlineData("""{"ad":1987}""", false)]
    [InlineData("""{"ad":1.87}""", false)]
    public async Task AnIdThatIsANumberIsFoundAmongNumbers(string metadata, bool mentions)
    {
        var trace = await ReadAsync("ads:87", Journey(1, [Step(1, "Pay", 1) with { Metadata = metadata }], [Link("ads", "ad", "87", 0)]));

        Assert.Equal(mentions, Assert.Single(trace.Events, e => e.Moment is StepMoment).Mentions);
    }

    [Fact]
    public async Task OnlyTheLinkToTheEntityIsAMention()
    {
        var trace = await ReadAsync(
            "published_messages:@i3lani:12345",
            Journey(1, [Step(1, "Sent", 1) with { Message = "to @i3lani:12345" }],
                [Link("published_messages", "message", "@i3lani:12345", 2), Link("ads", "ad", "87", 3), Link("ads", "message", "@i3lani:12345", 4)]));

        Assert.Equal([false, true, true, false, false], trace.Events.Select(e => e.Mentions));
    }

    [Fact]
    public async Task OfManyJourneysTheNewestAreReadAndItIsSaid()
    {
        var journeys = Enumerable.Range(1, 5).Select(n => Journey(n, [], [Link("ads", "ad", "87", n)])).ToArray();

        var trace = await EntityTrace.ReadAsync(new Journeys(journeys), ComponentQuery.Parse("ads:87"), 3);
        Assert.Equal([3, 4, 5], trace.Sequences.Select(s => s.SequenceId.Number));
        Assert.True(trace.HasMore);

        Assert.False((await EntityTrace.ReadAsync(new Journeys(journeys), ComponentQuery.Parse("ads:87"), 5)).HasMore);
    }

    [Fact]
    public async Task NothingIsLinkedToWhatNobodyKnows()
    {
        var trace = await ReadAsync("ads:88", Journey(1, [], [Link("ads", "ad", "87", 1)]));

        Assert.Empty(trace.Sequences);
        Assert.Empty(trace.Events);
    }

    [Fact]
    public async Task AValueThatNoTextCanHoldDoesNotMentionIt()
    {
        var trace = await ReadAsync(
            "ads:87",
            Journey(1, [Step(1, "A", 2) with { Metadata = "{\"a\":\"\\ud800\",\"b\":\"of 87\"}" }], [Link("ads", "ad", "87", 1)]));

        Assert.True(Assert.Single(trace.Events, e => e.Moment is StepMoment).Mentions);
    }

    private static ValueTask<EntityTrace> ReadAsync(string entity, params SequenceDetails[] journeys) =>
        EntityTrace.ReadAsync(new Journeys(journeys), ComponentQuery.Parse(entity));

    private static string KindOf(JourneyMoment moment) => moment.GetType().Name.Replace("Moment", "", StringComparison.Ordinal).ToLowerInvariant();

    private static DateTimeOffset At(double minute) => Start.AddMinutes(minute);

    private static SequenceStep Step(int order, string name, double minute) =>
        new() { Order = order, StepName = new StepName(name), Timestamp = At(minute) };

    private static SequenceLink Link(string component, string type, string id, double minute) =>
        new() { Component = component, EntityType = type, EntityId = id, FirstSeen = At(minute), LastSeen = At(minute) };

    private static SequenceDetails Journey(int number, SequenceStep[] steps, SequenceLink[] links) =>
        new() { SequenceId = new SequenceId(2025, 7, number), CreatedAt = Start, UpdatedAt = At(9), Steps = steps, Links = links };

    /// <summary>Finds by the entity, as a store does.</summary>
    private sealed class Journeys(SequenceDetails[] journeys) : ReaderDecorator(null!)
    {
        public override ValueTask<SequenceDetails?> GetDetailsAsync(SequenceId id, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(journeys.FirstOrDefault(j => j.SequenceId == id));

        public override ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(SequenceQuery query, CancellationToken cancellationToken = default)
        {
            var (component, rest) = (query.Component!.Value.Component, query.Component.Value.Rest);
            return ValueTask.FromResult<IReadOnlyList<SequenceHeader>>(
            [
                .. journeys
                    .Where(j => j.Links.Any(l => l.Component == component && (l.EntityId == rest || $"{l.EntityType}:{l.EntityId}" == rest)))
                    .OrderByDescending(j => j.SequenceId)
                    .Take(query.Limit),
            ]);
        }
    }
}
