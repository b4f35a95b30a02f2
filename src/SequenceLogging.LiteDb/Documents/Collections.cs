namespace SequenceLogging.LiteDb.Documents;

/// <summary>
/// The collections of a store. Numbers are Int64, times microseconds since 1970 UTC, since LiteDB's dates end at the
/// millisecond.
/// </summary>
internal static class Collections
{
    /// <summary>One document: that this is a store, and of which version.</summary>
    public const string Store = "store";

    /// <summary>One document: what is in the store altogether, and the last numbers given to steps and others.</summary>
    public const string Totals = "totals";

    /// <summary>The last number issued, by month as 202507.</summary>
    public const string Counters = "sequence_counter";

    /// <summary>Numbers that may have no sequence, by the number of the first.</summary>
    public const string Gaps = "id_gaps";

    public const string Sequences = "global_sequences";
    public const string Keys = "sequence_keys";
    public const string StepKinds = "step_kinds";
    public const string Steps = "global_sequence_steps";
    public const string Links = "global_component_links";
    public const string Errors = "errors";
    public const string StatusChanges = "status_changes";
    public const string Losses = "losses";
    public const string Rejected = "rejected_records";
    public const string EventIds = "event_ids";
    public const string Positions = "delivery_positions";
    public const string Delivery = "delivery_totals";
    public const string DailyStatistics = "daily_statistics";
    public const string StepStatistics = "step_statistics";
    public const string Transitions = "step_transitions";

    /// <summary>What belongs to sequences and is counted by itself when they are removed.</summary>
    public static readonly string[] OfSequences = [Steps, Links, Errors, StatusChanges, Losses, Keys, Rejected];

    /// <summary>All of them.</summary>
    public static readonly string[] All =
    [
        Store, Totals, Counters, Gaps, Sequences, StepKinds, EventIds, Positions, Delivery, DailyStatistics, StepStatistics, Transitions,
        .. OfSequences,
    ];

    /// <summary>What is looked for by another field than the id.</summary>
    public static readonly (string Collection, string Field)[] Indexes =
    [
        .. from collection in OfSequences select (collection, "sequence"),
        (Sequences, "user_key"), (Sequences, "open_key"), (Links, "link_key"), (Links, "entity_key"), (Links, "typed_key"),
        (Rejected, "producer_key"),
    ];
}
