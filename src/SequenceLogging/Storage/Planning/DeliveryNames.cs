namespace SequenceLogging.Storage.Planning;

/// <summary>What outcomes are called in a store's totals.</summary>
public static class DeliveryNames
{
    /// <summary>All that was emitted, whatever became of it.</summary>
    public const string Emitted = "emitted";

    /// <summary>The name of an outcome.</summary>
    public static string Of(RecordOutcome outcome) => outcome switch
    {
        RecordOutcome.Stored => "stored",
        RecordOutcome.Duplicate => "duplicate",
        RecordOutcome.Rejected => "rejected",
        _ => "dropped",
    };
}
