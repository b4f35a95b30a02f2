using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Signatures;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// Deletes what belongs to the sequences of a user, in the transaction of its caller. Their numbers stay, as gaps.
/// </summary>
internal sealed class UserErasure(Database database, UserId user, IdGapTable gaps)
{
    /// <summary>The user's id or name is said to be in a text from this length on; each text has a 1 in it somewhere.</summary>
    private const int ShortestText = 3;

    private const string OfUser = "(SELECT id FROM sequences WHERE user_id = ?)";

    public Erasure Run()
    {
        LowerTotals();
        var names = ReadTexts("SELECT DISTINCT username FROM sequences WHERE user_id = ? AND username IS NOT NULL");
        var ids = ReadIds();
        gaps.Add(ids, IdGap.Erased);
        RemoveSignatures();
        var removed = SequenceRows.Tables(database).ToDictionary(
            table => table, table => Delete($"DELETE FROM \"{table}\" WHERE sequence IN {OfUser}"));
        var sequences = Delete("DELETE FROM sequences WHERE user_id = ?");
        StepPlaceTable.RemoveEmpty(database, ids);
        SequencePlaceTable.RemoveEmpty(database, ids);
        var telling = names.Append(user.Value).Where(text => text.Length >= ShortestText).ToArray();
        removed[SequenceRows.Rejected] = removed.GetValueOrDefault(SequenceRows.Rejected) + DeleteRejected(telling);
        RenameStepKinds(telling);
        return new Erasure(
            sequences,
            removed.GetValueOrDefault(SequenceRows.Steps),
            removed.GetValueOrDefault(SequenceRows.Links),
            removed.Where(t => t.Key is not (SequenceRows.Steps or SequenceRows.Links)).Sum(t => t.Value));
    }

    /// <summary>
    /// What the user's rows say is in signatures of theirs, from which no text can be read, but of which a text can be asked whether
    /// it was there. They are made again from what is left.
    /// </summary>
    private void RemoveSignatures()
    {
        foreach (var (source, table) in new[] { (0, SequenceRows.Steps), (1, "errors") })
        {
            database.Prepare(
                    $"""
                    DELETE FROM signatures
                     WHERE source = ?2 AND EXISTS (SELECT 1 FROM {table} t WHERE t.sequence IN (SELECT id FROM sequences WHERE user_id = ?1)
                                                      AND +t.id BETWEEN signatures.first AND signatures.last)
                    """)
                .Bind(1, user.Value).Bind(2, source).Run();
        }

        database.Prepare(
                """
                DELETE FROM signatures
                 WHERE source = 2 AND EXISTS (SELECT 1 FROM sequences s WHERE s.user_id = ?1 AND s.id BETWEEN signatures.first AND signatures.last)
                """)
            .Bind(1, user.Value).Run();
        SignatureTable.RaiseEpoch(database);
    }

    private List<SequenceId> ReadIds()
    {
        using var select = database.Prepare("SELECT id FROM sequences WHERE user_id = ? ORDER BY id");
        select.Bind(1, user.Value);
        var ids = new List<SequenceId>();
        while (select.Step())
        {
            ids.Add(SequenceId.FromInt64(select.Int64(0)));
        }

        return ids;
    }

    /// <summary>The totals say how many sequences and links are in the store; those of steps say what has happened, and stay.</summary>
    private void LowerTotals()
    {
        using var count = database.Prepare("SELECT status, count(*) FROM sequences WHERE user_id = ? GROUP BY status");
        count.Bind(1, user.Value);
        while (count.Step())
        {
            SequenceRows.LowerTotal(database, "sequences_" + ((SequenceStatus)count.Int32(0)).ToText(), count.Int64(1));
        }

        using var links = database.Prepare($"SELECT count(*) FROM links WHERE sequence IN {OfUser}");
        links.Bind(1, user.Value).Step();
        SequenceRows.LowerTotal(database, "links", links.Int64(0));
    }

    /// <summary>
    /// Names of steps are the application's and stay with their statistics. One that tells of the user, and that nobody
    /// else's step has, was made for the user and gets another.
    /// </summary>
    private void RenameStepKinds(string[] telling)
    {
        foreach (var text in telling)
        {
            database.Prepare(
                    """
                    UPDATE step_kinds SET component = '', step_name = 'erased ' || id
                     WHERE (instr(step_name, ?1) > 0 OR instr(component, ?1) > 0)
                       AND NOT EXISTS (SELECT 1 FROM steps WHERE steps.kind = step_kinds.id)
                    """)
                .Bind(1, text).Run();
        }
    }

    /// <summary>What was rejected may tell of the user without saying of which sequence.</summary>
    private long DeleteRejected(string[] telling)
    {
        var deleted = 0L;
        foreach (var text in telling)
        {
            database.Prepare(
                    """
                    DELETE FROM rejected_records
                     WHERE instr(message, ?1) > 0 OR instr(metadata, ?1) > 0 OR instr(error, ?1) > 0
                        OR instr(record, CAST(?1 AS BLOB)) > 0
                    """)
                .Bind(1, text).Run();
            deleted += database.Changes;
        }

        return deleted;
    }

    private List<string> ReadTexts(string sql)
    {
        using var select = database.Prepare(sql);
        select.Bind(1, user.Value);
        var texts = new List<string>();
        while (select.Step())
        {
            texts.Add(select.Text(0));
        }

        return texts;
    }

    private long Delete(string sql)
    {
        database.Prepare(sql).Bind(1, user.Value).Run();
        return database.Changes;
    }
}
