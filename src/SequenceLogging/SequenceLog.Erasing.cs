using SequenceLogging.Storage;

namespace SequenceLogging;

/// <content>Erasing what is known of a user.</content>
public sealed partial class SequenceLog
{
    /// <summary>
    /// Removes all sequences of a user, with everything that was logged in them, so that no byte of it is left in the store,
    /// nor in the journal of this process.
    /// What is on its way is stored first, within <see cref="SequenceLogOptions.ShutdownTimeout"/>, and removed with the rest.
    /// </summary>
    /// <param name="user">Whose data.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How much was removed; zeros where the store knows nothing of the user.</returns>
    /// <remarks>
    /// End the user's scopes before: what is logged in an erased sequence afterwards makes it known again, under its id and
    /// without its user. Statistics of steps stay, which are numbers. Copies of the store are not reached: backups, and files
    /// that were moved aside. It may take as long as copying the store, and others cannot write meanwhile.
    /// </remarks>
    /// <exception cref="SequenceStoreException">It is not done, or not known to be; the erasure is to be repeated.</exception>
    public async ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default)
    {
        if (user.IsDefault)
        {
            throw new ArgumentException("The user id is empty. Name the user whose data is to be erased.", nameof(user));
        }

        var flush = await Pipeline.FlushAsync(Pipeline.Options.ShutdownTimeout, cancellationToken).ConfigureAwait(false);
        if (!flush.IsComplete)
        {
            throw new SequenceStoreException(
                $"Nothing was erased: {flush.Counts.Pending} records did not reach {StoreName} within the ShutdownTimeout of "
                + $"{Pipeline.Options.ShutdownTimeout}, and some may be of user {user}. Try again when the store takes them.");
        }

        // Other processes wipe what is stored from theirs within a second in which nothing is logged.
        Pipeline.CleanJournal();
        return await Pipeline.Store.EraseUserAsync(user, cancellationToken).ConfigureAwait(false);
    }
}
