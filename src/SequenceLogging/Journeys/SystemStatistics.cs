using System.Text.Json.Serialization;

namespace SequenceLogging.Journeys;

/// <summary>The totals of a store.</summary>
public sealed record SystemStatistics
{
    /// <summary>About sequences.</summary>
    public required SequenceTotals Sequences { get; init; }

    /// <summary>About steps.</summary>
    public required StepTotals Steps { get; init; }

    /// <summary>About links.</summary>
    public required LinkTotals Links { get; init; }

    /// <summary>The last number issued in each month, oldest month first.</summary>
    public IReadOnlyList<MonthCounter> Counters { get; init; } = [];

    /// <summary>By component, the one with most steps first.</summary>
    public IReadOnlyList<ComponentStatistics> Components { get; init; } = [];

    /// <summary>What became of everything that was emitted.</summary>
    public required DeliveryTotals Delivery { get; init; }

    /// <summary>The newest sequences.</summary>
    public IReadOnlyList<SequenceHeader> Recent { get; init; } = [];
}

/// <summary>How many sequences there are.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Active">Under way.</param>
/// <param name="Completed">Ended well.</param>
/// <param name="Failed">Failed.</param>
/// <param name="Abandoned">Given up.</param>
/// <param name="AverageSteps">Steps per sequence; 0 in an empty store.</param>
/// <param name="LastActivity">When something last happened; null in an empty store.</param>
public sealed record SequenceTotals(
    long Total, long Active, long Completed, long Failed, long Abandoned, double AverageSteps,
    [property: JsonConverter(typeof(UtcTimeJsonConverter))] DateTimeOffset? LastActivity);

/// <summary>How many steps there are.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Failed">Failed ones.</param>
/// <param name="Names">Different names.</param>
public sealed record StepTotals(long Total, long Failed, long Names);

/// <summary>How many links there are.</summary>
/// <param name="Total">All of them; one logged twice counts once.</param>
public sealed record LinkTotals(long Total);

/// <summary>The ids of one month.</summary>
/// <param name="Month">As <c>2025-07</c>, UTC.</param>
/// <param name="Last">The last number issued.</param>
public sealed record MonthCounter(string Month, long Last);

/// <summary>How the steps of one component fare.</summary>
public sealed record ComponentStatistics
{
    /// <summary>The component; null for steps that name none.</summary>
    public string? Component { get; init; }

    /// <summary>All its steps.</summary>
    public long TotalSteps { get; init; }

    /// <summary>Those that completed.</summary>
    public long CompletedSteps { get; init; }

    /// <summary>Those that failed.</summary>
    public long FailedSteps { get; init; }

    /// <summary>Completed of completed and failed, from 0 to 1; null while there is neither.</summary>
    public double? SuccessRate { get; init; }

    /// <summary>Median duration in milliseconds; null when no step told its duration.</summary>
    public double? P50Ms { get; init; }

    /// <summary>95 % took at most this long, in milliseconds.</summary>
    public double? P95Ms { get; init; }

    /// <summary>99 % took at most this long, in milliseconds.</summary>
    public double? P99Ms { get; init; }
}

/// <summary>
/// What became of every record that was emitted:
/// <c>emitted = stored + duplicate + rejected + dropped + pending</c>.
/// </summary>
public sealed record DeliveryTotals
{
    /// <summary>Records that log events meant; counted when they are emitted.</summary>
    public long Emitted { get; init; }

    /// <summary>In the store.</summary>
    public long Stored { get; init; }

    /// <summary>Came again, and changed nothing.</summary>
    public long Duplicate { get; init; }

    /// <summary>Made no sense.</summary>
    public long Rejected => RejectedBy.Values.Sum();

    /// <summary>Found no room.</summary>
    public long Dropped => DroppedBy.Values.Sum();

    /// <summary>On their way.</summary>
    public long Pending { get; init; }

    /// <summary>Rejected records by reason.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyDictionary<string, long> RejectedBy { get; init; } = new Dictionary<string, long>();

    /// <summary>Dropped records by reason.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyDictionary<string, long> DroppedBy { get; init; } = new Dictionary<string, long>();
}
