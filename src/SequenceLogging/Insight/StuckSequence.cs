using SequenceLogging.Journeys;

namespace SequenceLogging.Insight;

/// <summary>An open sequence that waits for longer than others did at the same place.</summary>
public sealed record StuckSequence
{
    /// <summary>Which.</summary>
    public required SequenceId SequenceId { get; init; }

    /// <summary>Its last step.</summary>
    public required StepName CurrentStep { get; init; }

    /// <summary>The step that mostly comes next.</summary>
    public required string WaitingFor { get; init; }

    /// <summary>For how many seconds it has waited since its last step.</summary>
    public required double WaitedSeconds { get; init; }

    /// <summary>What 95 % of the earlier ones did not exceed, in seconds.</summary>
    public required double UsualP95Seconds { get; init; }

    /// <summary>How many earlier ones there are.</summary>
    public required long Sample { get; init; }

    /// <summary>
    /// All of it in words: <c>waiting for Payment_Step_2_PaymentDetected for 3 h 12 min; 97 % of 1,204 earlier ones took under
    /// 4 min; last event: …</c>.
    /// </summary>
    public required string Message { get; init; }

    /// <summary>The journey, as it was when it was found.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public SequenceDetails? Journey { get; init; }
}
