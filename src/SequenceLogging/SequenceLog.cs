using SequenceLogging.Context;
using SequenceLogging.Delivery;
using SequenceLogging.Routing;
using SequenceLogging.Storage;

namespace SequenceLogging;

/// <summary>
/// A store of sequences with the delivery into it: begins and resumes sequences, ends them, and answers questions about
/// them. One for each store and process is enough; a second one on the same store shares it.
/// </summary>
public sealed partial class SequenceLog : IAsyncDisposable, IDisposable
{
    private int _isDisposed;

    private SequenceLog(SequencePipeline pipeline) => Pipeline = pipeline;

    /// <summary>What became of everything that this process has emitted to the store.</summary>
    public DeliveryCounts Delivery => Pipeline.Counts;

    /// <summary>How the writer behind this log fares: what keeps the store from taking what is logged, if anything does.</summary>
    public DeliveryHealth Health => Pipeline.Health;

    /// <summary>What people call the store, as <c>SQLite sequences.db</c>.</summary>
    public string StoreName => Pipeline.Store.Name;

    /// <summary>The store itself, for what this class has no method for.</summary>
    public ISequenceStore Store => Pipeline.Store;

    internal SequencePipeline Pipeline { get; }

    private TimeProvider Time => Pipeline.Options.TimeProvider;

    /// <summary>Opens a log on a store, creating the store at its first use.</summary>
    /// <param name="configure">Names the store, as in <c>o => o.UseSqlite("sequences.db")</c>.</param>
    /// <exception cref="ArgumentException">The settings are not right; the message names all that is wrong.</exception>
    /// <exception cref="SequenceStoreException">The store cannot be opened.</exception>
    public static SequenceLog Open(Action<SequenceLogOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new SequenceLogOptions();
        configure(options);
        return Open(options);
    }

    /// <summary>Opens a log on a store, creating the store at its first use.</summary>
    /// <exception cref="ArgumentException">The settings are not right; the message names all that is wrong.</exception>
    /// <exception cref="SequenceStoreException">The store cannot be opened.</exception>
    public static SequenceLog Open(SequenceLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        return errors.Count == 0
            ? new SequenceLog(SequencePipeline.Join(options))
            : throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
    }

    /// <summary>Begins a sequence and makes it current until the scope is disposed.</summary>
    /// <param name="userId">Whose journey it is: a number or a text.</param>
    /// <param name="username">The user's name, for people.</param>
    /// <param name="language">The user's language.</param>
    /// <param name="metadata">What else is known at its beginning.</param>
    /// <exception cref="SequenceStoreException">The store could not issue an id.</exception>
    /// <remarks>The id is durable in the store when this returns. <see cref="IssueAsync"/> is the form that awaits it.</remarks>
    public SequenceScope Begin(
        UserId? userId = null,
        string? username = null,
        string? language = null,
        IReadOnlyDictionary<string, object?>? metadata = null) =>
        Resume(Wait(IssueAsync(userId, username, language, metadata)));

    /// <summary>Makes the user's newest open sequence current, or begins one.</summary>
    /// <param name="userId">Whose journey it is.</param>
    /// <param name="username">The user's name, where a sequence begins.</param>
    /// <param name="language">The user's language, where a sequence begins.</param>
    /// <param name="metadata">What else is known, where a sequence begins.</param>
    /// <exception cref="SequenceStoreException">The store could not answer.</exception>
    /// <remarks>Open is what was not completed, failed or abandoned by name; a failed step leaves a sequence open.</remarks>
    public SequenceScope BeginOrResume(
        UserId userId,
        string? username = null,
        string? language = null,
        IReadOnlyDictionary<string, object?>? metadata = null) =>
        Resume(Wait(FindOrIssueAsync(userId, username, language, metadata)));

    /// <summary>Makes a sequence current that began elsewhere, or earlier.</summary>
    /// <param name="id">Its id.</param>
    public SequenceScope Resume(SequenceId id)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return SequenceScope.Enter(this, Required(id));
    }

    /// <summary>Makes no sequence current until the scope is disposed: what is logged inside belongs to none.</summary>
    public static SequenceScope Suppress() => SequenceScope.EnterNone();

    /// <summary>
    /// Begins a sequence without making it current: an async method cannot do that for its caller. Enter it with
    /// <c>using (log.Resume(await log.IssueAsync(…)))</c>, or use
    /// <see cref="RunAsync(SequenceId, Func{Task})"/>.
    /// </summary>
    /// <exception cref="SequenceStoreException">The store could not issue an id.</exception>
    public ValueTask<SequenceId> IssueAsync(
        UserId? userId = null,
        string? username = null,
        string? language = null,
        IReadOnlyDictionary<string, object?>? metadata = null,
        CancellationToken cancellationToken = default) =>
        Pipeline.Store.CreateAsync(NewSequence(userId, username, language, metadata), cancellationToken);

    /// <summary>The user's newest open sequence, or a new one, without making it current.</summary>
    /// <exception cref="SequenceStoreException">The store could not answer.</exception>
    public async ValueTask<SequenceId> FindOrIssueAsync(
        UserId userId,
        string? username = null,
        string? language = null,
        IReadOnlyDictionary<string, object?>? metadata = null,
        CancellationToken cancellationToken = default)
    {
        // An end that was just logged must be known to the store before it is asked what is open.
        await Pipeline.FlushAsync(Pipeline.Options.ReadYourWritesTimeout, cancellationToken).ConfigureAwait(false);
        return await Pipeline.Store
            .FindOpenOrCreateAsync(NewSequence(userId, username, language, metadata), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Runs code inside a sequence. An exception that leaves it carries the id, and so does the event that logs it.</summary>
    public void Run(SequenceId id, Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var scope = Resume(id);
        try
        {
            body();
        }
        catch (Exception e)
        {
            ExceptionSequence.Stamp(e, id);
            throw;
        }
    }

    /// <summary>Runs code inside a sequence. An exception that leaves it carries the id, and so does the event that logs it.</summary>
    public async Task RunAsync(SequenceId id, Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var scope = Resume(id);
        try
        {
            await body().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            ExceptionSequence.Stamp(e, id);
            throw;
        }
    }

    /// <summary>Runs code inside a sequence. An exception that leaves it carries the id, and so does the event that logs it.</summary>
    public async Task<T> RunAsync<T>(SequenceId id, Func<Task<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var scope = Resume(id);
        try
        {
            return await body().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            ExceptionSequence.Stamp(e, id);
            throw;
        }
    }

    /// <summary>Marks a sequence completed, behind everything logged in it so far.</summary>
    public void Complete(SequenceId id) => Pipeline.SetStatus(Required(id), SequenceStatus.Completed, null);

    /// <summary>Marks a sequence failed, behind everything logged in it so far.</summary>
    /// <param name="id">The sequence.</param>
    /// <param name="reason">Why, for people.</param>
    public void Fail(SequenceId id, string? reason = null) => Pipeline.SetStatus(Required(id), SequenceStatus.Failed, reason);

    /// <summary>Marks a sequence abandoned, behind everything logged in it so far.</summary>
    /// <param name="id">The sequence.</param>
    /// <param name="reason">Why, for people.</param>
    public void Abandon(SequenceId id, string? reason = null) => Pipeline.SetStatus(Required(id), SequenceStatus.Abandoned, reason);

    /// <summary>Waits until everything logged before is in the store.</summary>
    /// <param name="timeout">How long at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask<FlushResult> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        Pipeline.FlushAsync(timeout, cancellationToken);

    /// <summary>Writes what is on its way, within the shutdown timeout, and closes the store.</summary>
    public ValueTask DisposeAsync() =>
        Interlocked.Exchange(ref _isDisposed, 1) == 0 ? Pipeline.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>The same as <see cref="DisposeAsync"/> for code that cannot await.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    internal bool SharesStoreWith(SequenceLog other) => ReferenceEquals(Pipeline, other.Pipeline);

    private static SequenceId Required(SequenceId id) => !id.IsDefault
        ? id
        : throw new ArgumentException("The id is empty. Take it from Begin, IssueAsync or SequenceId.Parse.", nameof(id));

    private static T Wait<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();

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
