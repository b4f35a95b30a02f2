using SequenceLogging.Context;
using SequenceLogging.Routing;

namespace SequenceLogging;

/// <content>How code goes on with a sequence, and ends it.</content>
public sealed partial class SequenceLog
{
    /// <summary>Makes a sequence current that began elsewhere, or earlier.</summary>
    /// <param name="sequence">Its id, or what stood for it where it was pending.</param>
    public SequenceScope Resume(SequenceReference sequence)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return Required(sequence).Key is null
            ? SequenceScope.Enter(this, sequence.Id)
            : Enter(new PendingSequence(sequence));
    }

    /// <summary>Makes no sequence current until the scope is disposed: what is logged inside belongs to none.</summary>
    public static SequenceScope Suppress() => SequenceScope.EnterNone();

    /// <summary>Runs code inside a sequence. An exception that leaves it names the sequence, and so does the event that logs it.</summary>
    public void Run(SequenceReference sequence, Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var scope = Resume(sequence);
        try
        {
            body();
        }
        catch (Exception e)
        {
            ExceptionSequence.Stamp(e, scope.Reference);
            throw;
        }
    }

    /// <summary>Runs code inside a sequence. An exception that leaves it names the sequence, and so does the event that logs it.</summary>
    public async Task RunAsync(SequenceReference sequence, Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var scope = Resume(sequence);
        try
        {
            await body().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            ExceptionSequence.Stamp(e, scope.Reference);
            throw;
        }
    }

    /// <summary>Runs code inside a sequence. An exception that leaves it names the sequence, and so does the event that logs it.</summary>
    public async Task<T> RunAsync<T>(SequenceReference sequence, Func<Task<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var scope = Resume(sequence);
        try
        {
            return await body().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            ExceptionSequence.Stamp(e, scope.Reference);
            throw;
        }
    }

    /// <summary>Marks a sequence completed, behind everything logged in it so far.</summary>
    public void Complete(SequenceReference sequence) =>
        Pipeline.SetStatus(Required(sequence), SequenceStatus.Completed, null);

    /// <summary>Marks a sequence failed, behind everything logged in it so far.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="reason">Why, for people.</param>
    public void Fail(SequenceReference sequence, string? reason = null) =>
        Pipeline.SetStatus(Required(sequence), SequenceStatus.Failed, reason);

    /// <summary>Marks a sequence abandoned, behind everything logged in it so far.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="reason">Why, for people.</param>
    public void Abandon(SequenceReference sequence, string? reason = null) =>
        Pipeline.SetStatus(Required(sequence), SequenceStatus.Abandoned, reason);

    private static SequenceReference Required(SequenceReference sequence) => !sequence.IsDefault
        ? sequence
        : throw new ArgumentException(
            "The id is empty. Take it from Begin, IssueAsync or SequenceId.Parse; while a scope is pending, its Reference stands for "
            + "the id that it will have.",
            nameof(sequence));
}
