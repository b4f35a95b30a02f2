using SequenceLogging.Context;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Scopes;

/// <summary>
/// Begins the sequences of requests. The id is awaited: where <c>Begin</c> waits, it keeps a thread, and a burst of requests would keep
/// all those of the pool, which the store may need to answer. Where the store owes ids, <c>Begin</c> it is, which does not wait then.
/// </summary>
internal sealed class Beginnings(SequenceLog sequences)
{
    private volatile SequenceScope? _owed;

    /// <summary>Asks for an id.</summary>
    /// <returns>Default where there is none in time; then <see cref="Begin"/>.</returns>
    public async ValueTask<SequenceId> TryIssueAsync(Newcomer newcomer)
    {
        if (_owed is { IsPending: true })
        {
            return default;
        }

        try
        {
            return newcomer is { JoinsOpen: true, User: { } user }
                ? await sequences.FindOrIssueAsync(user, newcomer.Username, newcomer.Language).ConfigureAwait(false)
                : await sequences.IssueAsync(newcomer.User, newcomer.Username, newcomer.Language).ConfigureAwait(false);
        }
        catch (SequenceStoreException)
        {
            return default;
        }
    }

    /// <summary>Enters a scope, which is pending while the store owes the id.</summary>
    public SequenceScope Begin(Newcomer newcomer)
    {
        var scope = newcomer is { JoinsOpen: true, User: { } user }
            ? sequences.BeginOrResume(user, newcomer.Username, newcomer.Language)
            : sequences.Begin(newcomer.User, newcomer.Username, newcomer.Language);
        _owed = scope;
        return scope;
    }
}
