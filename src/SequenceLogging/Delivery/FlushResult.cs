namespace SequenceLogging.Delivery;

/// <summary>What a flush achieved.</summary>
/// <param name="IsComplete">Whether everything emitted before the flush is stored, or rejected with its reason.</param>
/// <param name="Counts">The books at its end.</param>
public readonly record struct FlushResult(bool IsComplete, DeliveryCounts Counts);
