namespace SequenceLogging.Storage;

/// <summary>
/// Keeps sequences. All members may be called from several threads at once.
/// <list type="number">
/// <item>Issuing an id and creating its sequence are one act: after <see cref="CreateAsync"/> both are durable, after an
/// exception the id may be spent but is never issued again.</item>
/// <item>Numbers of one month rise by one from 1 as long as nothing crashes.</item>
/// <item>A counter never goes back: a clock that jumps to an earlier month goes on with that month's counter.</item>
/// <item><see cref="AppendAsync"/> writes a batch whole or not at all, durably, in the order of its records.</item>
/// <item>A record at or below its producer's last position was written by an earlier try: it counts as stored again in
/// the result, or as rejected if that is what it was, and changes nothing. A record with a known event id is a duplicate and changes nothing.</item>
/// <item>A record of a sequence that the store does not know creates that sequence under its own id, and the month's
/// counter goes on above it; an id more than a million above the counter is rejected as
/// <see cref="Delivery.Reasons.ImplausibleId"/>.</item>
/// <item>The order of a step is one more than that of the step before it in its sequence.</item>
/// <item>Statistics are written in the transaction of the records that they count.</item>
/// <item>A <see cref="RecordKind.Rejected"/> note, and a record that the store rejects itself, is kept among the rejected ones
/// (<see cref="ISequenceReader.ReadRejectedAsync"/>; the newest 10,000 at least) and counted in the delivery totals. A
/// <see cref="RecordKind.Loss"/> is counted there, and marks its sequence; several at one place with one reason are one.</item>
/// <item><see cref="RecoverAsync"/> loses nothing that was acknowledged and is still to be had, and changes nothing where
/// the store is well; after it no id is issued that was issued before.</item>
/// <item>A record of kind <see cref="RecordKind.Begin"/> makes its key known, once: it issues an id in the month of its time, or
/// takes the user's open sequence where it <see cref="SequenceRecord.JoinsOpen"/>, as it stands behind the records before it.
/// Records that name the key belong to that sequence; one whose key is not known is rejected as
/// <see cref="Delivery.Reasons.BadSequenceId"/>.</item>
/// <item>A record of kind <see cref="RecordKind.Begin"/> with an id of its own, from a leased block, creates that sequence. Where the
/// store has adopted the id before, from a record that overtook it, it adds what is not known there: the user, the name, the
/// language, the metadata; and the sequence began at the earlier of the two times. Its key, if it has one, is known from then on. Where
/// nothing is new it is a duplicate.</item>
/// <item>A leased number is issued to nobody else, ever. Blocks are durable before they are returned.</item>
/// <item><see cref="PruneAsync"/> removes a sequence whole or not at all, and none that fits no longer. Statistics of steps stay,
/// as with <see cref="EraseUserAsync"/>; a record that comes later for a pruned sequence is adopted as that of an unknown one.</item>
/// <item>Every number up to a month's counter is that of a sequence in the store, or an <see cref="IdGap"/> says why not.</item>
/// <item>A store that was written by a newer version can be read as far as its tables are known, and is not written:
/// <see cref="StoreErrorKind.Schema"/>.</item>
/// <item><see cref="EraseUserAsync"/> leaves the statistics of steps as they are, which are numbers; totals of sequences and
/// links go down by what was removed.</item>
/// </list>
/// Failures are <see cref="SequenceStoreException"/>.
/// </summary>
public interface ISequenceStore : IAsyncDisposable
{
    /// <summary>What people call this store, as <c>SQLite sequences.db</c>; holds no secret.</summary>
    string Name { get; }

    /// <summary>Answers questions about what is stored.</summary>
    ISequenceReader Reader { get; }

    /// <summary>Issues an id in the UTC month of <see cref="NewSequence.CreatedAt"/> and creates its sequence.</summary>
    ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default);

    /// <summary>Finds the newest sequence of the user that has not ended, or creates one, as one act.</summary>
    /// <param name="sequence">What to create; its user id is required.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default);

    /// <summary>
    /// Tries a rejected record again. When the store takes it, it is no longer among the rejected ones, nor counted with them.
    /// </summary>
    /// <param name="id">Its <see cref="Journeys.RejectedEvent.Id"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What became of it; null where there is none of that id that can be tried again.</returns>
    /// <exception cref="SequenceStoreException">The store refuses it still; it stays where it is.</exception>
    ValueTask<RecordOutcome?> RetryRejectedAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Writes a batch in one durable transaction.</summary>
    ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default);

    /// <summary>
    /// Does what a failure asks for before the next try: connects anew, or, where the store is damaged, goes on in a new
    /// one. Kinds that ask for nothing but time or another batch do nothing.
    /// </summary>
    /// <param name="kind">The kind of the failure that was met.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SequenceStoreException">The store is still not well; recovering may be tried again.</exception>
    ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default);

    /// <summary>Takes the next numbers of the UTC month of a time, to issue them without asking again.</summary>
    /// <param name="at">In which month.</param>
    /// <param name="count">How many, from 1 to <see cref="IdBlock.LargestSize"/>.</param>
    /// <param name="cancellationToken">Gives up waiting; the numbers may be spent then.</param>
    ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives back the end of a leased block that was never shown to anybody. Where nobody has taken a number since, the counter
    /// goes back to where the block was used up, and the numbers are issued again; else they stay a gap.
    /// </summary>
    /// <param name="rest">The numbers that were not used, to the end of their block.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes the next few sequences that are over and done with, in one short transaction. Call it until
    /// <see cref="Pruning.Next"/> is null, and rest in between.
    /// </summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<Pruning> PruneAsync(PruneQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes all sequences of a user with everything that belongs to them, so that no byte of it is left in the store, and
    /// in what the store keeps to itself (logs of its own, freed pages). Their ids are not issued again.
    /// </summary>
    /// <param name="user">Whose data.</param>
    /// <param name="cancellationToken">Gives up waiting; the erasure is to be repeated then.</param>
    /// <exception cref="SequenceStoreException">It is not done, or not to the end; it is to be repeated.</exception>
    ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default);
}
