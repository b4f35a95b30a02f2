using SequenceLogging.Insight;
using SequenceLogging.Journeys;

namespace SequenceLogging;

/// <content>
/// The questions. Each sees what this process has logged before it was asked, as far as the store takes it within
/// <see cref="SequenceLogOptions.ReadYourWritesTimeout"/>.
/// </content>
public sealed partial class SequenceLog
{
    /// <summary>The whole journey, or null where there is none of that id, or none yet of that key.</summary>
    public async ValueTask<SequenceDetails?> GetSequenceDetailsAsync(
        SequenceReference sequence, CancellationToken cancellationToken = default)
    {
        await CatchUpAsync(cancellationToken).ConfigureAwait(false);
        var reader = Pipeline.Store.Reader;
        var id = sequence.Key is null
            ? sequence.Id
            : await reader.FindByKeyAsync(sequence.Key, cancellationToken).ConfigureAwait(false);
        return id is { } known ? await reader.GetDetailsAsync(known, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>The id of the sequence that is known by a key, as that of a pending scope; null where there is none yet.</summary>
    public async ValueTask<SequenceId?> FindByKeyAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        await CatchUpAsync(cancellationToken).ConfigureAwait(false);
        return await Pipeline.Store.Reader.FindByKeyAsync(key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The id of the user's newest open sequence; where none is open, of the newest; null where there is none.</summary>
    public async ValueTask<SequenceId?> GetUserSequenceIdAsync(UserId userId, CancellationToken cancellationToken = default)
    {
        var newest = new SequenceQuery { UserId = userId, Limit = 1 };
        var found = await FindSequencesAsync(newest with { IsOpen = true }, cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
        {
            found = await FindSequencesAsync(newest, cancellationToken).ConfigureAwait(false);
        }

        return found.Count > 0 ? found[0].SequenceId : null;
    }

    /// <summary>The user's sequences, newest first.</summary>
    public ValueTask<IReadOnlyList<SequenceHeader>> FindSequencesByUserAsync(
        UserId userId, int limit = 20, CancellationToken cancellationToken = default) =>
        FindSequencesAsync(new SequenceQuery { UserId = userId, Limit = limit }, cancellationToken);

    /// <summary>The sequences that are linked to an entity, newest first.</summary>
    /// <param name="component">As <c>payments:TE5768</c> or <c>payments:ton_payment:TE5768</c>.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask<IReadOnlyList<SequenceHeader>> FindSequencesByComponentAsync(
        ComponentQuery component, int limit = 20, CancellationToken cancellationToken = default) =>
        FindSequencesAsync(new SequenceQuery { Component = component, Limit = limit }, cancellationToken);

    /// <summary>The newest sequences.</summary>
    public ValueTask<IReadOnlyList<SequenceHeader>> GetRecentSequencesAsync(
        int limit = 20, CancellationToken cancellationToken = default) =>
        FindSequencesAsync(new SequenceQuery { Limit = limit }, cancellationToken);

    /// <summary>Failed sequences, newest first.</summary>
    public ValueTask<IReadOnlyList<SequenceHeader>> GetFailedSequencesAsync(
        int limit = 20, CancellationToken cancellationToken = default) =>
        FindSequencesAsync(new SequenceQuery { Status = SequenceStatus.Failed, Limit = limit }, cancellationToken);

    /// <summary>Active sequences in which nothing has happened for a while, newest first.</summary>
    /// <param name="idle">For how long.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask<IReadOnlyList<SequenceHeader>> GetStuckSequencesAsync(
        TimeSpan idle, int limit = 20, CancellationToken cancellationToken = default) =>
        FindSequencesAsync(
            new SequenceQuery { Status = SequenceStatus.Active, IdleSince = Time.GetUtcNow() - idle, Limit = limit },
            cancellationToken);

    /// <summary>The sequences that fit all that the query names, newest first.</summary>
    public async ValueTask<IReadOnlyList<SequenceHeader>> FindSequencesAsync(
        SequenceQuery query, CancellationToken cancellationToken = default)
    {
        await CatchUpAsync(cancellationToken).ConfigureAwait(false);
        return await Pipeline.Store.Reader.FindAsync(query, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The totals of the store, of all processes that write to it.</summary>
    public async ValueTask<SystemStatistics> GetSystemStatisticsAsync(CancellationToken cancellationToken = default)
    {
        await CatchUpAsync(cancellationToken).ConfigureAwait(false);
        var statistics = await Pipeline.Store.Reader.GetStatisticsAsync(cancellationToken).ConfigureAwait(false);

        // The store knows what has arrived; what is on its way is known here.
        var pending = Pipeline.Counts.Pending;
        var delivery = statistics.Delivery;
        return statistics with { Delivery = delivery with { Emitted = delivery.Emitted + pending, Pending = pending } };
    }

    /// <summary>
    /// Answers about many journeys: flow, variants, funnel, conformance, components, stuck and failed ones, health. They tell of what
    /// the store has; <see cref="FlushAsync"/> brings what was logged last.
    /// </summary>
    /// <exception cref="ObjectDisposedException">This is disposed.</exception>
    public JourneyAnalysis Analysis
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
            return new JourneyAnalysis(Pipeline.Store.Reader, Time);
        }
    }

    private async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        await Pipeline.FlushAsync(Pipeline.Options.ReadYourWritesTimeout, cancellationToken).ConfigureAwait(false);
    }
}
