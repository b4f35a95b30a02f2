using System.Runtime.ExceptionServices;
using SequenceLogging.Context;
using SequenceLogging.Routing;
using SequenceLogging.Storage;

namespace SequenceLogging;

/// <content>How sequences begin: with an id, or pending where the store does not issue one in time.</content>
public sealed partial class SequenceLog
{
    /// <summary>Begins a sequence and makes it current until the scope is disposed.</summary>
    /// <param name="userId">Whose journey it is: a number or a text.</param>
    /// <param name="username">The user's name, for people.</param>
    /// <param name="language">The user's language.</param>
    /// <param name="metadata">What else is known at its beginning.</param>
    /// <exception cref="SequenceStoreException">
    /// The store issued no id, and <see cref="SequenceLogOptions.RequireId"/> is set.
    /// </exception>
    /// <remarks>
    /// When this returns, the sequence is in the store, or, where many begin, in the journal, which the end of the process does not
    /// touch (<see cref="SequenceLogOptions.IdBlockSize"/>); its id is never issued again. Where the store cannot issue one within
    /// <see cref="SequenceLogOptions.IdTimeout"/> the scope is pending: all that is logged in it is kept, and gets its id when the
    /// store answers. Until the store has written again, further scopes are pending at once. <see cref="IssueAsync"/> is the form
    /// that awaits the id. On a thread of the pool a wait of more than 20 ms raises <see cref="ThreadPool.SetMinThreads"/> until it is
    /// over, so that the store's driver has threads to answer with.
    /// </remarks>
    public SequenceScope Begin(
        UserId? userId = null,
        string? username = null,
        string? language = null,
        IReadOnlyDictionary<string, object?>? metadata = null) =>
        Enter(NewSequence(userId, username, language, metadata), joinsOpen: false);

    /// <summary>Makes the user's newest open sequence current, or begins one.</summary>
    /// <param name="userId">Whose journey it is.</param>
    /// <param name="username">The user's name, where a sequence begins.</param>
    /// <param name="language">The user's language, where a sequence begins.</param>
    /// <param name="metadata">What else is known, where a sequence begins.</param>
    /// <exception cref="SequenceStoreException">
    /// The store did not answer, and <see cref="SequenceLogOptions.RequireId"/> is set.
    /// </exception>
    /// <remarks>
    /// Open is what was not completed, failed or abandoned by name; a failed step leaves a sequence open. Where the store does not
    /// answer within <see cref="SequenceLogOptions.IdTimeout"/> the scope is pending, as that of <see cref="Begin"/>; which sequence
    /// it is then depends on what is open when the store takes it.
    /// </remarks>
    public SequenceScope BeginOrResume(
        UserId userId,
        string? username = null,
        string? language = null,
        IReadOnlyDictionary<string, object?>? metadata = null) =>
        Enter(NewSequence(userId, username, language, metadata), joinsOpen: true);

    /// <summary>
    /// Begins a sequence without making it current: an async method cannot do that for its caller. Enter it with
    /// <c>using (log.Resume(await log.IssueAsync(…)))</c>, or use
    /// <see cref="RunAsync(SequenceReference, Func{Task})"/>.
    /// </summary>
    /// <exception cref="SequenceStoreException">
    /// The store issued no id within <see cref="SequenceLogOptions.IdTimeout"/>.
    /// </exception>
    public ValueTask<SequenceId> IssueAsync(
        UserId? userId = null,
        string? username = null,
        string? language = null,
        IReadOnlyDictionary<string, object?>? metadata = null,
        CancellationToken cancellationToken = default) =>
        Pipeline.Ids.IssueAsync(NewSequence(userId, username, language, metadata), joinsOpen: false, cancellationToken);

    /// <summary>The user's newest open sequence, or a new one, without making it current.</summary>
    /// <exception cref="SequenceStoreException">
    /// The store has not written what was logged before, and answered, within <see cref="SequenceLogOptions.IdTimeout"/>.
    /// </exception>
    public ValueTask<SequenceId> FindOrIssueAsync(
        UserId userId,
        string? username = null,
        string? language = null,
        IReadOnlyDictionary<string, object?>? metadata = null,
        CancellationToken cancellationToken = default) =>
        Pipeline.Ids.IssueAsync(NewSequence(userId, username, language, metadata), joinsOpen: true, cancellationToken);

    private SequenceScope Enter(NewSequence sequence, bool joinsOpen)
    {
        var mustHaveId = Pipeline.Options.RequireId;
        if (mustHaveId || !Pipeline.Ids.StandsBack)
        {
            if (Pipeline.Ids.TryIssue(sequence, joinsOpen, out var id) is not { } failure)
            {
                return SequenceScope.EnterNew(this, id);
            }

            if (mustHaveId || failure is ObjectDisposedException)
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            Trouble.Report("A sequence begins without an id, which it gets later: {0}", failure.Message);
        }

        return Enter(new PendingSequence(SequenceReference.NewKey(), sequence, joinsOpen));
    }

    private SequenceScope Enter(PendingSequence pending)
    {
        var scope = SequenceScope.Enter(this, pending);
        if (pending.IsUnbegun)
        {
            Pipeline.Begin(scope);
        }
        else
        {
            Pipeline.Pending.Add(scope);
        }

        return scope;
    }

    private NewSequence NewSequence(
        UserId? userId, string? username, string? language, IReadOnlyDictionary<string, object?>? metadata)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return new NewSequence
        {
            CreatedAt = Time.GetUtcNow(),
            UserId = userId is { IsDefault: false } ? userId : null,
            Username = username,
            Language = language,
            Metadata = MetadataOf(metadata),
        };
    }

    private static string? MetadataOf(IReadOnlyDictionary<string, object?>? metadata)
    {
        if (metadata is not { Count: > 0 })
        {
            return null;
        }

        using var writer = new MetadataWriter();
        writer.Start();
        foreach (var (name, value) in metadata)
        {
            writer.Add(name, value);
        }

        return System.Text.Encoding.UTF8.GetString(writer.End());
    }
}
