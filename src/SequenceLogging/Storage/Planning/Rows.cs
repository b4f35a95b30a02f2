namespace SequenceLogging.Storage.Planning;

/// <summary>A sequence to add.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sequence">What is known of it.</param>
/// <param name="State">Where it stands behind the batch; it goes on changing until the plan is done.</param>
public sealed record SequenceRow(SequenceId Id, NewSequence Sequence, SequenceState State);

/// <summary>What a sequence that was adopted before turned out to have begun with; when it began is the earlier of the two times.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sequence">What to add to it.</param>
public sealed record BeginningRow(SequenceId Id, NewSequence Sequence);

/// <summary>A step to add. Times are microseconds since 1970 UTC; texts that are absent are null.</summary>
public sealed record StepRow(
    long Sequence, int Order, StepKind Kind, StepStatus Status, long At, double? DurationMs,
    string? Message, string? Metadata, string? Error, byte[]? Trace);

/// <summary>A link to add, or to bring up to date where it is there.</summary>
public sealed record LinkRow(LinkKey Key, long FirstSeen, long LastSeen, string? Metadata);

/// <summary>What makes two links the same one.</summary>
public readonly record struct LinkKey(long Sequence, string Component, string EntityType, string EntityId, string LinkType);

/// <summary>An error to add.</summary>
public sealed record ErrorRow(
    long Sequence, int AfterStep, long At, string? Component, string? Message, string? Metadata, string? Error, byte[]? Trace);

/// <summary>A change of status to add.</summary>
public sealed record StatusRow(long Sequence, int AfterStep, long At, SequenceStatus Status, string? Reason);

/// <summary>A gap in a journey; 0 stands for a sequence that is not known.</summary>
public readonly record struct LossKey(long Sequence, int AfterStep, string Reason);

/// <summary>A gap to add, or to add to.</summary>
public sealed record LossRow(LossKey Key, long Count, long FirstAt, long LastAt);

/// <summary>Something rejected, to be kept.</summary>
public sealed record RejectedRow(
    long? Sequence, string Reason, long Count, long At, string? Message, string? Metadata, string? Error, byte[]? Record,
    string Producer, long Position);

/// <summary>What became of records, to be added to the totals; counts may be negative.</summary>
public readonly record struct DeliveryKey(string Outcome, string Reason);

/// <summary>A month.</summary>
public readonly record struct MonthKey(int Year, int Month);
