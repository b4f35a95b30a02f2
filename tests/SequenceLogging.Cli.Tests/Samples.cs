using SequenceLogging.Delivery;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;

namespace SequenceLogging.Cli.Tests;

/// <summary>Journeys as a store would tell them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = At("2025-07-16 12:00:00");

    public static readonly SystemStatistics EmptyStatistics = new()
    {
        Sequences = new SequenceTotals(0, 0, 0, 0, 0, 0, null),
        Steps = new StepTotals(0, 0, 0),
        Links = new LinkTotals(0),
        Delivery = new DeliveryTotals(),
    };

    /// <summary>A payment fails, is retried hours later, and the journey is completed the next day.</summary>
    public static SequenceDetails Ad()
    {
        SequenceStep[] steps =
        [
            Step(1, "User_Flow_1_Start", "09:12:03.120", "bot", 12, "User_Flow_1_Start from /start", """{"Command":"/start"}"""),
            Step(2, "User_Flow_2_LanguageSelect", "09:12:07.400", "bot", 3.14),
            Step(
                3, "CreateAd_Step_6_CalculatePrice", "09:12:07.630", "pricing", null,
                "12.5 TON", """{"Price":12.5,"Discount":0.1}"""),
            Step(4, "Payment_Step_1_ProcessTON", "09:14:07.630", "payments", 45_000) with
            {
                Message = "Payment_Step_1_ProcessTON: the gateway did not answer",
                Status = StepStatus.Failed,
                Error = "System.TimeoutException: no confirmation\n   at Bot.Payments.Wait()",
            },
            Step(5, "Payment_Step_1_ProcessTON", "12:26:07.630", "payments", 2_310),
            Step(6, "Publish_Step_2_Published", "2025-07-15 10:00:00", "publisher") with { Status = StepStatus.Skipped },
        ];
        return new SequenceDetails
        {
            SequenceId = SequenceId.Parse("SEQ-2025-07-00001"),
            UserId = 566158428,
            Username = "ann",
            Language = "en",
            Status = SequenceStatus.Completed,
            CurrentStep = steps[^1].StepName,
            StepCount = steps.Length,
            CreatedAt = At("2025-07-14 09:12:03.120"),
            UpdatedAt = At("2025-07-15 10:00:01"),
            CompletedAt = At("2025-07-15 10:00:01"),
            Metadata = """{"source":"tg"}""",
            Steps = steps,
            Links =
            [
                Link("ads", "ad", "87", "09:12:07.640"),
                Link("payments", "ton_payment", "TE5768", "09:13:00") with { LinkType = "retry" },
            ],
            Errors =
            [
                new SequenceError { Order = 4, StepName = steps[3].StepName, Timestamp = steps[3].Timestamp },
                new SequenceError
                {
                    Order = 4,
                    Timestamp = At("2025-07-14 09:14:08"),
                    Message = "Balance could not be read",
                    Error = "System.IO.IOException: socket closed",
                },
            ],
            StatusChanges =
            [
                new SequenceStatusChange
                {
                    Order = 6,
                    Timestamp = At("2025-07-15 10:00:01"),
                    Status = SequenceStatus.Completed,
                    Reason = "all posts are out",
                },
            ],
        };
    }

    /// <summary>A journey with one step that is under way.</summary>
    public static SequenceDetails Active(
        string id, UserId? user, string? username = null, string step = "User_Flow_1_Start") => new()
        {
            SequenceId = SequenceId.Parse(id),
            UserId = user,
            Username = username,
            CurrentStep = new StepName(step),
            StepCount = 1,
            CreatedAt = At("2025-07-16 11:00:00"),
            UpdatedAt = At("2025-07-16 11:57:00"),
            Steps = [Step(1, step, "2025-07-16 11:57:00")],
        };

    public static RejectedEvent Rejected(
        long id, string reason = Reasons.NoSequence, string? sequence = null, bool canRetry = false) => new()
        {
            Id = id,
            SequenceId = sequence is null ? default(SequenceId?) : SequenceId.Parse(sequence),
            Reason = reason,
            Count = 1,
            Timestamp = At("2025-07-16 11:00:00").AddSeconds(id),
            Message = $"Step{id} of nobody",
            Metadata = $$"""{"StepName":"Step{{id}}"}""",
            CanRetry = canRetry,
        };

    public static SystemStatistics Statistics() => new()
    {
        Sequences = new SequenceTotals(1_434, 30, 1_400, 3, 1, 5.98, At("2025-07-16 11:57:00")),
        Steps = new StepTotals(8_577, 5, 27),
        Links = new LinkTotals(2_432),
        Counters = [new MonthCounter("2025-06", 1_000), new MonthCounter("2025-07", 434)],
        Components =
        [
            new ComponentStatistics
            {
                Component = "payments", TotalSteps = 1_000, CompletedSteps = 990, FailedSteps = 5, SuccessRate = 0.99497,
                P50Ms = 12, P95Ms = 842.4, P99Ms = 45_000,
            },
            new ComponentStatistics { Component = null, TotalSteps = 10, CompletedSteps = 10, SuccessRate = 1 },
        ],
        Delivery = new DeliveryTotals
        {
            Emitted = 10_014,
            Stored = 10_000,
            Duplicate = 3,
            Pending = 4,
            RejectedBy = new Dictionary<string, long> { ["bad_link"] = 2 },
            DroppedBy = new Dictionary<string, long> { ["queue_full"] = 5 },
        },
        Recent = [Active("SEQ-2025-07-00434", 7, "bob")],
    };

    /// <summary>What a store counts of steps of these names, and nothing of the ways between them.</summary>
    public static StepStatistics Made(params string[] names) => new(
        [.. names.Select(n => new StepCount(202507, new NamedStep("bot", n), StepStatus.Completed, 1, new DurationHistogram()))], []);

    /// <summary>What a store counts where 40 went from one step to another, each after so many seconds.</summary>
    public static StepStatistics Waits(params (string From, string To, double Seconds)[] pairs) => new([], [.. pairs.Select(pair =>
    {
        var waits = new DurationHistogram();
        for (var i = 0; i < 40; i++)
        {
            waits.Add(pair.Seconds * 1_000);
        }

        return new StepTransition(202507, new NamedStep("bot", pair.From), new NamedStep("bot", pair.To), 40, waits);
    })]);

    public static StoredStep Stored(long position, string step = "User_Flow_1_Start", string time = "09:12:03") => new()
    {
        Position = position,
        SequenceId = SequenceId.Parse("SEQ-2025-07-00001"),
        UserId = 566158428,
        Order = (int)position,
        StepName = new StepName(step),
        Status = StepStatus.Completed,
        Timestamp = At(time),
    };

    public static SequenceStep Step(
        int order,
        string name,
        string time,
        string? component = null,
        double? took = null,
        string? message = null,
        string? metadata = null) => new()
        {
            Order = order,
            StepName = new StepName(name),
            Component = component,
            Status = StepStatus.Completed,
            Timestamp = At(time),
            DurationMs = took,
            Message = message ?? name,
            Metadata = metadata,
        };

    public static SequenceLink Link(string component, string type, string id, string time) => new()
    {
        Component = component,
        EntityType = type,
        EntityId = id,
        FirstSeen = At(time),
        LastSeen = At(time),
    };

    /// <summary>A time of 14 July 2025, or with its date; UTC.</summary>
    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(
        text.Contains(' ', StringComparison.Ordinal) ? text : "2025-07-14 " + text,
        System.Globalization.CultureInfo.InvariantCulture,
        System.Globalization.DateTimeStyles.AssumeUniversal);
}
