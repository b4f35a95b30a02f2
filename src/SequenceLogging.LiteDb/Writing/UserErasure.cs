using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Writing;

/// <summary>Deletes what belongs to a user's sequences, and what tells of the user elsewhere.</summary>
internal sealed class UserErasure(Database database, SequenceRemoval removal, StoreKnowledge knowledge)
{
    /// <summary>The user's id or name is said to be in a text from this length on; each text has a 1 in it somewhere.</summary>
    private const int ShortestText = 3;

    public Erasure Run(UserId user, CancellationToken token)
    {
        var sequences = database.With(Collections.Sequences, "user_key", Hash.Of(user.Value), token);
        var telling = sequences.Select(s => s.TextOrNull("username")).OfType<string>()
            .Append(WellFormed.Text(user.Value)).Where(text => text.Length >= ShortestText).Distinct().ToArray();

        // What was rejected may tell of the user without saying of which sequence.
        var own = sequences.Select(s => s.Int64("_id")).ToHashSet();
        var rejected = database.All(Collections.Rejected, token: token)
            .Where(r => !own.Contains(r.Int64("sequence")) && Tells(r, telling)).Select(r => r["_id"]).ToList();
        var renamed = FindKinds(telling, own, token);
        if (sequences.Count == 0 && rejected.Count == 0 && renamed.Count == 0)
        {
            return new Erasure(0, 0, 0, 0);
        }

        Dictionary<string, long> removed = [];
        knowledge.Forget();
        database.Transact(() =>
        {
            removed = removal.Run(sequences, IdGap.Erased);
            database.Delete(Collections.Rejected, rejected);
            database.Put(Collections.StepKinds, [.. renamed.Select(k => new BsonDocument
            {
                ["_id"] = (long)k.Id, ["component"] = "", ["step_name"] = $"erased {k.Id}",
            })]);
        });
        foreach (var kind in renamed)
        {
            knowledge.Rename(kind, new StepKind(kind.Id, "", $"erased {kind.Id}"));
        }

        return new Erasure(
            sequences.Count,
            removed[Collections.Steps],
            removed[Collections.Links],
            SequenceRemoval.OthersOf(removed) + rejected.Count);
    }

    private static bool Tells(BsonDocument rejected, string[] telling) =>
        telling.Any(text =>
            Contains(rejected.TextOrNull("message"), text)
            || Contains(rejected.TextOrNull("metadata"), text)
            || Contains(rejected.TextOrNull("error"), text)
            || (rejected.BytesOrNull("record") is { } record
                && record.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0));

    private static bool Contains(string? where, string text) => where?.Contains(text, StringComparison.Ordinal) == true;

    /// <summary>
    /// Names of steps are the application's and stay with their statistics. One that tells of the user, and that nobody
    /// else's step has, was made for the user and gets another.
    /// </summary>
    private List<StepKind> FindKinds(string[] telling, HashSet<long> own, CancellationToken token)
    {
        var kinds = knowledge.Kinds
            .Where(k => telling.Any(text => Contains(k.StepName, text) || Contains(k.Component, text)))
            .ToDictionary(k => k.Id);
        if (kinds.Count > 0)
        {
            foreach (var other in database.All(Collections.Sequences, token: token).Where(s => !own.Contains(s.Int64("_id"))))
            {
                foreach (var kind in KnownSequence.KindsOf(other))
                {
                    kinds.Remove(kind);
                }
            }
        }

        return [.. kinds.Values];
    }
}
