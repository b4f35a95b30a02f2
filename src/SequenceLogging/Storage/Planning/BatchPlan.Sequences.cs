using System.Text;
using SequenceLogging.Delivery;

namespace SequenceLogging.Storage.Planning;

/// <content>The sequences that records belong to: those that begin, those that are known, and those from elsewhere.</content>
public sealed partial class BatchPlan
{
    /// <summary>How far above a month's counter an id from elsewhere may be: a forged one must not use up the numbers.</summary>
    public const long MostAhead = 1_000_000;

    private readonly Dictionary<MonthKey, long> _counters = [];
    private readonly List<IdGap> _gaps = [];

    /// <summary>The counters that have risen, with their new last numbers.</summary>
    public IReadOnlyDictionary<MonthKey, long> Counters => _counters;

    /// <summary>Numbers that were passed over.</summary>
    public IReadOnlyList<IdGap> Gaps => _gaps;

    /// <summary>Issues the next id and creates its sequence.</summary>
    public SequenceId Create(NewSequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var month = sequence.CreatedAt.ToUniversalTime();
        var number = LastNumber(month.Year, month.Month) + 1;
        _counters[new MonthKey(month.Year, month.Month)] = number;
        var id = new SequenceId(month.Year, month.Month, number);
        Add(id, sequence);
        return id;
    }

    /// <summary>The user's newest open sequence, as it stands behind what was applied; null where there is none.</summary>
    public SequenceId? FindOpen(UserId user)
    {
        var newest = 0L;
        foreach (var state in known.OpenOf(user))
        {
            newest = state.CompletedAt is null ? Math.Max(newest, state.Sequence) : newest;
        }

        foreach (var (number, row) in _added)
        {
            newest = row.State.CompletedAt is null && row.Sequence.UserId == user ? Math.Max(newest, number) : newest;
        }

        foreach (var (number, row) in _beginnings)
        {
            newest = row.Sequence.UserId == user && Find(number) is { CompletedAt: null } ? Math.Max(newest, number) : newest;
        }

        return newest == 0 ? null : SequenceId.FromInt64(newest);
    }

    private void Begin(in SequenceRecord record)
    {
        var key = TextOf(record.Key);
        var sequence = new NewSequence
        {
            CreatedAt = RecordTime.FromMicroseconds(record.UnixMicroseconds),
            UserId = UserId.TryParse(TextOf(record.UserId), out var user) ? user : default(UserId?),
            Username = TextOf(record.Username),
            Language = TextOf(record.Language),
            Metadata = TextOf(record.Metadata),
        };
        var isNew = record.Sequence != 0
            ? BeginById(record.Sequence, key, sequence)
            : BeginByKey(key, sequence, record.JoinsOpen);
        _stored += isNew ? 1 : 0;
        _duplicate += isNew ? 0 : 1;
    }

    private bool BeginByKey(string? key, NewSequence sequence, bool joinsOpen)
    {
        if (key is null)
        {
            throw BadData("A sequence that begins has neither an id nor a key.");
        }

        if (FindKey(key) is not null)
        {
            return false;
        }

        var open = joinsOpen && sequence.UserId is { } user ? FindOpen(user) : null;
        _keys.Add(key, (open ?? Create(sequence)).ToInt64());
        return true;
    }

    /// <returns>Whether it told anything new.</returns>
    private bool BeginById(long number, string? key, NewSequence sequence)
    {
        if (!SequenceId.TryFromInt64(number, out var id))
        {
            throw BadData($"A sequence begins under the number {number}, which is no id.");
        }

        var isNewKey = key is not null && FindKey(key) is null;
        if (isNewKey)
        {
            _keys.Add(key!, number);
        }

        if (Find(number) is not { } state)
        {
            RaiseCounter(id);
            Add(id, sequence);
            return true;
        }

        return Complete(id, state, sequence) || isNewKey;
    }

    /// <summary>
    /// Adds the beginning to a sequence that was adopted, whether in this batch or before. When it began is put right with it, but
    /// that alone tells nothing new.
    /// </summary>
    private bool Complete(SequenceId id, SequenceState state, NewSequence told)
    {
        if (_added.TryGetValue(state.Sequence, out var row))
        {
            if (IsTelling(row.Sequence))
            {
                return false;
            }

            _added[state.Sequence] = row with { Sequence = WithEarlier(told, row.Sequence) };
            return IsTelling(told);
        }

        var before = _beginnings.GetValueOrDefault(state.Sequence)?.Sequence;
        if (before is null ? !known.IsAdopted(state.Sequence) : IsTelling(before))
        {
            return false;
        }

        _beginnings[state.Sequence] = new BeginningRow(id, WithEarlier(told, before));
        return IsTelling(told);
    }

    private static bool IsTelling(NewSequence sequence) =>
        sequence is not { UserId: null, Username: null, Language: null, Metadata: null };

    private static NewSequence WithEarlier(NewSequence told, NewSequence? before) =>
        before is null || told.CreatedAt < before.CreatedAt ? told : told with { CreatedAt = before.CreatedAt };

    private SequenceState? Resolve(in SequenceRecord record, out string reason)
    {
        reason = Reasons.BadSequenceId;
        var sequence = record.Sequence != 0 ? record.Sequence : FindKey(record.Key) ?? 0;
        if (!SequenceId.TryFromInt64(sequence, out var id))
        {
            return null;
        }

        if (Find(sequence) is { } state)
        {
            return state;
        }

        // The store does not know it: it was issued elsewhere, or after the backup that this store comes from.
        reason = Reasons.ImplausibleId;
        if (id.Number - LastNumber(id.Year, id.Month) > MostAhead)
        {
            return null;
        }

        RaiseCounter(id);
        return Add(id, new NewSequence { CreatedAt = RecordTime.FromMicroseconds(record.UnixMicroseconds) });
    }

    private SequenceState? Find(long sequence) =>
        _added.TryGetValue(sequence, out var row) ? row.State : known.Find(sequence);

    private long? FindKey(ReadOnlySpan<byte> key) => key.IsEmpty ? null : FindKey(Encoding.UTF8.GetString(key));

    private long? FindKey(string key) => _keys.TryGetValue(key, out var sequence) ? sequence : known.FindKey(key);

    private SequenceState Add(SequenceId id, NewSequence sequence)
    {
        var created = RecordTime.ToMicroseconds(sequence.CreatedAt);
        var state = new SequenceState { Sequence = id.ToInt64(), UpdatedAt = created };
        _added.Add(state.Sequence, new SequenceRow(id, sequence, state));
        Statistics.CountSequence(SequenceStatus.Active, created);
        return state;
    }

    private long LastNumber(int year, int month) =>
        _counters.TryGetValue(new MonthKey(year, month), out var number) ? number : known.LastNumber(year, month);

    /// <summary>Makes sure that an id which came from elsewhere is never issued here.</summary>
    private void RaiseCounter(SequenceId id)
    {
        var last = LastNumber(id.Year, id.Month);
        if (id.Number <= last)
        {
            return;
        }

        _counters[new MonthKey(id.Year, id.Month)] = id.Number;
        if (id.Number > last + 1)
        {
            _gaps.Add(new IdGap(id.Year, id.Month, last + 1, id.Number - 1, IdGap.Skipped));
        }
    }
}
