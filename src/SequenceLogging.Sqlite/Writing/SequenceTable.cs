using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>
/// The rows of the sequences. What is known of those in use is remembered between batches, until somebody else writes to
/// the file; changes are written once a batch.
/// </summary>
internal sealed class SequenceTable(Database database, StepKindTable kinds, SequencePlaceTable places)
{
    private const int MostRemembered = 50_000;

    private readonly Dictionary<long, SequenceRow> _rows = [];
    private readonly List<SequenceRow> _changed = [];
    private RowStatement? _update;

    public SequenceRow? Find(long sequence)
    {
        if (_rows.TryGetValue(sequence, out var row))
        {
            return row;
        }

        using var select = database.Prepare(
            """
            SELECT status, step_count, last_step_kind, last_step_at, updated_at, completed_at, first_step, last_step
              FROM sequences WHERE id = ?
            """);
        if (!select.Bind(1, sequence).Step())
        {
            return null;
        }

        row = new SequenceRow(new SequenceState
        {
            Sequence = sequence,
            Status = (SequenceStatus)select.Int32(0),
            StepCount = select.Int32(1),
            LastStep = select.IsNull(2) ? null : kinds.Get(select.Int32(2)),
            LastStepAt = select.Int64(3),
            UpdatedAt = select.Int64(4),
            CompletedAt = select.Int64OrNull(5),
        });
        row.Place(select.Int64OrNull(6), select.Int64OrNull(7));
        Remember(row);
        return row;
    }

    /// <summary>Adds a sequence that is not there yet.</summary>
    public SequenceRow Add(SequenceId id, NewSequence sequence)
    {
        var created = RecordTime.ToMicroseconds(sequence.CreatedAt);
        database.Prepare(
                """
                INSERT INTO sequences
                    (id, sequence_id, user_id, username, language, status, step_count, created_at, updated_at, metadata)
                VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, ?6, ?6, ?7)
                """)
            .Bind(1, id.ToInt64())
            .Bind(2, id.ToString())
            .Bind(3, sequence.UserId?.Value)
            .Bind(4, sequence.Username)
            .Bind(5, sequence.Language)
            .Bind(6, created)
            .Bind(7, sequence.Metadata)
            .Run();
        NotePlace(id, sequence);

        var row = new SequenceRow(new SequenceState { Sequence = id.ToInt64(), UpdatedAt = created });
        Remember(row);
        return row;
    }

    /// <summary>
    /// Adds its beginning to a sequence that was adopted, of which nothing but a time is known. That is put right with it, but
    /// alone it tells nothing new.
    /// </summary>
    /// <returns>Whether it told anything new.</returns>
    public bool Complete(SequenceId id, NewSequence sequence)
    {
        database.Prepare(
                """
                UPDATE sequences
                   SET user_id = ?2, username = ?3, language = ?4, created_at = min(created_at, ?5), metadata = ?6
                 WHERE id = ?1 AND user_id IS NULL AND username IS NULL AND language IS NULL AND metadata IS NULL
                """)
            .Bind(1, id.ToInt64())
            .Bind(2, sequence.UserId?.Value)
            .Bind(3, sequence.Username)
            .Bind(4, sequence.Language)
            .Bind(5, RecordTime.ToMicroseconds(sequence.CreatedAt))
            .Bind(6, sequence.Metadata)
            .Run();
        if (database.Changes == 0)
        {
            return false;
        }

        NotePlace(id, sequence);
        return sequence is not { UserId: null, Username: null, Language: null, Metadata: null };
    }

    public SequenceId? FindOpen(UserId user)
    {
        using var select = database.Prepare(
            "SELECT id FROM sequences WHERE user_id = ? AND completed_at IS NULL ORDER BY id DESC LIMIT 1");
        return select.Bind(1, user.Value).Step() ? SequenceId.FromInt64(select.Int64(0)) : null;
    }

    /// <summary>Notes that a record changes a sequence; call before it does.</summary>
    public void MarkChanged(SequenceRow row)
    {
        if (!row.IsChanged)
        {
            row.IsChanged = true;
            row.StatusBefore = row.State.Status;
            _changed.Add(row);
        }
    }

    /// <summary>Writes what the batch changed.</summary>
    public void Save()
    {
        foreach (var row in _changed)
        {
            row.IsChanged = false;
            Save(row);
        }

        _changed.Clear();
    }

    public void Forget(SequenceId id) => _rows.Remove(id.ToInt64());

    public void Forget()
    {
        _rows.Clear();
        _changed.Clear();
    }

    private void Save(SequenceRow row)
    {
        var state = row.State;
        var update = _update ??= database.PrepareRow(
            """
            UPDATE sequences
               SET step_count = ?2, last_step_kind = ?3, last_step_at = ?4, updated_at = ?5, completed_at = ?6,
                   first_step = ?7, last_step = ?8
             WHERE id = ?1
            """);
        update.Bind(1, state.Sequence);
        update.Bind(2, state.StepCount);
        update.Bind(3, (long?)state.LastStep?.Id);
        update.Bind(4, state.LastStep is null ? null : (long?)state.LastStepAt);
        update.Bind(5, state.UpdatedAt);
        update.Bind(6, state.CompletedAt);
        update.Bind(7, row.FirstStep);
        update.Bind(8, row.LastStep);
        update.Run();

        // Apart, since SQLite rewrites an index whenever a statement sets its column, and the status seldom changes.
        if (state.Status != row.StatusBefore)
        {
            database.Prepare("UPDATE sequences SET status = ?2 WHERE id = ?1")
                .Bind(1, state.Sequence).Bind(2, (long)state.Status).Run();
        }
    }

    private void NotePlace(SequenceId id, NewSequence sequence) =>
        places.Add(id.ToInt64(), sequence.Language, hasText: sequence.Username is not null || sequence.Metadata is not null);

    private void Remember(SequenceRow row)
    {
        // What the batch has changed must be found again within it.
        if (_rows.Count >= MostRemembered && _changed.Count == 0)
        {
            _rows.Clear();
        }

        _rows[row.State.Sequence] = row;
    }
}
