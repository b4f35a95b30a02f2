using System.Text;
using SequenceLogging.Storage;

namespace SequenceLogging.Testing.InMemory;

/// <summary>Takes sequences out of the memory, whole. The caller has the turn.</summary>
internal sealed class Removal(Memory memory)
{
    /// <summary>The user's id or name is said to be in a text from this length on; each text has a 1 in it somewhere.</summary>
    private const int ShortestText = 3;

    public long Sequences { get; private set; }

    public long Steps { get; private set; }

    public long Links { get; private set; }

    public long Others { get; private set; }

    /// <summary>Removes, or only counts, the next sequences that are over and done with.</summary>
    public static Pruning Prune(Memory memory, PruneQuery query)
    {
        var after = query.After?.ToInt64() ?? 0;
        var looked = memory.Sequences.Where(s => s.Key > after).Select(s => s.Value).Take(query.Limit).ToList();
        var removal = new Removal(memory);
        removal.Take([.. looked.Where(s => query.Fits(s.State.Status, s.State.UpdatedAt))], query.IsDryRun ? null : IdGap.Pruned);
        var next = looked.Count < query.Limit ? default(SequenceId?) : looked[^1].Id;
        return new Pruning(removal.Sequences, removal.Steps, removal.Links, removal.Others, next);
    }

    /// <summary>Removes all that belongs to a user, and what else tells of them.</summary>
    public static Erasure Erase(Memory memory, UserId user)
    {
        var own = memory.Sequences.Values.Where(s => s.Beginning.UserId == user).ToList();
        var telling = own.Select(s => s.Beginning.Username).OfType<string>().Append(user.Value)
            .Where(text => text.Length >= ShortestText).ToHashSet(StringComparer.Ordinal);
        var removal = new Removal(memory);
        removal.Take(own, IdGap.Erased);
        removal.ForgetTexts(telling);
        return new Erasure(removal.Sequences, removal.Steps, removal.Links, removal.Others);
    }

    /// <param name="sequences">What to count.</param>
    /// <param name="reason">Why it is removed as well; null to count only.</param>
    private void Take(List<StoredSequence> sequences, string? reason)
    {
        var numbers = sequences.Select(s => s.Id.ToInt64()).ToHashSet();
        Sequences = sequences.Count;
        Steps = sequences.Sum(s => s.Steps.Count);
        Links = sequences.Sum(s => s.Links.Count);
        Others = sequences.Sum(s => s.Errors.Count + s.Statuses.Count + s.Keys.Count)
            + memory.Losses.Count(loss => numbers.Contains(loss.Key.Sequence))
            + memory.Rejections.Count(rejection => IsOf(rejection, numbers));
        if (reason is null || numbers.Count == 0)
        {
            return;
        }

        foreach (var sequence in sequences)
        {
            memory.Sequences.Remove(sequence.Id.ToInt64());
            sequence.Keys.ForEach(key => memory.Keys.Remove(key));
            memory.Totals.Remove(sequence);
            memory.Ids.Add(sequence.Id, reason);
        }

        memory.Steps.RemoveAll(step => numbers.Contains(step.Row.Sequence));
        memory.Losses.RemoveAll(loss => numbers.Contains(loss.Key.Sequence));
        memory.Rejections.RemoveAll(rejection => IsOf(rejection, numbers));
    }

    /// <summary>
    /// What was rejected may tell of the user without saying of which sequence. Names of steps are the application's and stay with
    /// their statistics; one that tells of the user, and that nobody else's step has, was made for the user.
    /// </summary>
    private void ForgetTexts(HashSet<string> telling)
    {
        Others += memory.Rejections.RemoveAll(rejection => telling.Any(text => Tells(rejection, text)));
        var kindsInUse = memory.Steps.Select(step => step.Row.Kind.Id).ToHashSet();
        memory.Kinds.Anonymise(kind => !kindsInUse.Contains(kind.Id)
            && telling.Any(text => Holds(kind.StepName, text) || Holds(kind.Component, text)));
    }

    private static bool Tells(KeptRejection rejection, string text) =>
        Holds(rejection.Row.Message, text) || Holds(rejection.Row.Metadata, text) || Holds(rejection.Row.Error, text)
        || rejection.Row.Record.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static bool Holds(string? text, string part) => text?.Contains(part, StringComparison.Ordinal) is true;

    private static bool IsOf(KeptRejection rejection, HashSet<long> sequences) =>
        rejection.Row.Sequence is { } sequence && sequences.Contains(sequence);
}
