namespace SequenceLogging.Delivery;

/// <summary>
/// What became of every record that this process has emitted to one store:
/// <c>emitted = stored + duplicate + rejected + dropped + pending</c>, exact at any moment.
/// </summary>
public sealed record DeliveryCounts
{
    /// <summary>Records that log events and status changes meant.</summary>
    public long Emitted { get; init; }

    /// <summary>Durably in the store.</summary>
    public long Stored { get; init; }

    /// <summary>The store had them already.</summary>
    public long Duplicate { get; init; }

    /// <summary>On their way.</summary>
    public long Pending { get; init; }

    /// <summary>Made no sense, by reason (<see cref="Reasons"/>).</summary>
    public IReadOnlyDictionary<string, long> RejectedBy { get; init; } = new Dictionary<string, long>();

    /// <summary>Found no room, by reason (<see cref="Reasons"/>).</summary>
    public IReadOnlyDictionary<string, long> DroppedBy { get; init; } = new Dictionary<string, long>();

    /// <summary>All that made no sense.</summary>
    public long Rejected => RejectedBy.Values.Sum();

    /// <summary>All that found no room.</summary>
    public long Dropped => DroppedBy.Values.Sum();

    /// <summary>The books in one line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"emitted {Emitted} = stored {Stored} + duplicate {Duplicate} + rejected {Rejected} + dropped {Dropped} + pending {Pending}");
}
