using SequenceLogging.Storage;

namespace SequenceLogging.Delivery;

/// <summary>
/// What the writer does about a failure of the store, by its kind: the one table of it. The batch is kept in all cases, and
/// tried again with what it asks for, since a commit that reported an error may have happened and writing twice does no harm.
/// </summary>
/// <param name="FirstWait">How long to wait before the second try; each further one waits twice as long.</param>
/// <param name="LongestWait">How long at most.</param>
/// <param name="Recovers">Whether the store is to mend itself before the next try.</param>
/// <param name="TriesBeforeDividing">
/// After how many tries the batch is halved, to find the record that it fails for; 0 for never.
/// </param>
internal sealed record StoreReaction(
    TimeSpan FirstWait, TimeSpan LongestWait, bool Recovers = false, int TriesBeforeDividing = 0)
{
    private static readonly StoreReaction Busy = new(Milliseconds(20), Seconds(1));

    // A server that is back is to be met within 3 s, however long it was away, and to start takes a connection some of that.
    private static readonly StoreReaction Unavailable = new(Milliseconds(50), Seconds(2), Recovers: true);

    // Space comes back when somebody makes room: asking more often does not help, but asking seldom delays.
    private static readonly StoreReaction Full = new(Milliseconds(500), Seconds(3));
    private static readonly StoreReaction InputOutput = new(Milliseconds(100), Seconds(5), Recovers: true);
    private static readonly StoreReaction ReadOnly = new(Milliseconds(500), Seconds(5), Recovers: true);
    private static readonly StoreReaction Corrupt = new(Milliseconds(100), Seconds(5), Recovers: true);

    // Another version has changed the store: an update is under way, or a mistake that people have to undo.
    private static readonly StoreReaction Schema = new(Seconds(1), Seconds(30), Recovers: true);
    private static readonly StoreReaction BadData = new(Milliseconds(50), Seconds(5), TriesBeforeDividing: 1);

    // A mistake of ours may be about one record, or about all: never quickly again.
    private static readonly StoreReaction Bug = new(Milliseconds(200), Seconds(30), Recovers: true, TriesBeforeDividing: 3);

    public static StoreReaction For(StoreErrorKind kind) => kind switch
    {
        StoreErrorKind.Busy => Busy,
        StoreErrorKind.Unavailable => Unavailable,
        StoreErrorKind.Full => Full,
        StoreErrorKind.InputOutput => InputOutput,
        StoreErrorKind.ReadOnly => ReadOnly,
        StoreErrorKind.Corrupt => Corrupt,
        StoreErrorKind.Schema => Schema,
        StoreErrorKind.BadData => BadData,
        _ => Bug,
    };

    /// <summary>What a failure means; one that is not the store's own word for it is a mistake in its code.</summary>
    public static StoreErrorKind KindOf(Exception failure) =>
        failure is SequenceStoreException known ? known.Kind : StoreErrorKind.Bug;

    /// <summary>How long to wait before the next try: doubling, with jitter, so that many nodes do not come back at once.</summary>
    /// <param name="tries">How many have failed, from 1.</param>
    /// <param name="random">From 0 (inclusive) to 1 (exclusive).</param>
    public TimeSpan WaitAfter(int tries, double random)
    {
        var doubled = FirstWait * Math.Pow(2, Math.Min(tries - 1, 16));
        return (doubled < LongestWait ? doubled : LongestWait) * (0.5 + (0.5 * random));
    }

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
