using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>
/// Saves what a batch means, in two round trips, or four where there are many steps. Rows that all nodes write to come last, and the last
/// position very last, so that they are held for as long as the server needs, and no longer.
/// </summary>
internal sealed class BatchSaving(Work work, BatchPlan plan, BatchLoading loaded, int slot)
{
    private readonly Dictionary<long, int> _rowCounts = [];
    private readonly Dictionary<long, long> _bytes = [];
    private readonly StatisticsSaving _statistics = new(plan.Statistics, slot);

    /// <summary>Saves all, and ends the transaction.</summary>
    /// <param name="last">What else belongs to it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(Action<Statements> last, CancellationToken cancellationToken)
    {
        var errors = plan.Errors.Select(row => (row, NextNumber(row.Sequence))).ToArray();
        var statuses = plan.Statuses.Select(row => (row, NextNumber(row.Sequence))).ToArray();
        var links = plan.Links.OrderBy(l => l.Key.Sequence)
            .Select(row => (Row: row, Hash: LinkStatements.HashOf(row.Key), Number: NextNumber(row.Key.Sequence))).ToArray();
        Measure();

        using var first = work.Statements();
        SequenceStatements.Insert(first, [.. plan.Added.OrderBy(a => a.Key).Select(a => NewHeaderOf(a.Value))]);
        SequenceStatements.InsertKeys(first, plan.Keys);
        first.AddIf(plan.EventIds.Count > 0, "INSERT INTO event_ids (id) SELECT unnest($1::bytea[])", Parameter.Blobs(plan.EventIds));
        RowStatements.InsertErrors(first, errors);
        RowStatements.InsertStatuses(first, statuses);
        RowStatements.UpsertLosses(first, plan.Losses);
        var linkStatements = LinkStatements.Insert(first, links);
        _statistics.AddReading(first);
        var newLinks = new HashSet<(long, string)>();
        if (!first.IsEmpty)
        {
            var answers = await first.AskAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = answers.ConfigureAwait(false);
            for (var i = 0; i < linkStatements; i++)
            {
                newLinks.UnionWith(
                    await answers.AllAsync(row => (row.GetInt64(0), Convert.ToHexString(row.Bytes(1))), cancellationToken).ConfigureAwait(false));
            }

            await _statistics.ReadAsync(answers, cancellationToken).ConfigureAwait(false);
            await answers.FinishAsync(cancellationToken).ConfigureAwait(false);
        }

        plan.Statistics.NewLinks = newLinks.Count;
        foreach (var link in links.Where(l => IsNew(l) && !plan.Added.ContainsKey(l.Row.Key.Sequence)))
        {
            AddBytes(link.Row.Key.Sequence, RowSize.Of(link.Row));
        }

        using var second = work.Statements();
        await GapTable.AddAsync(work, plan.Gaps, second, cancellationToken).ConfigureAwait(false);
        SaveCounters(second);
        SequenceStatements.Update(second, [.. plan.Changed.Keys.OrderBy(s => s.Sequence).Select(ChangedRowOf)]);
        SequenceStatements.Complete(second, plan.Beginnings);
        LinkStatements.Update(second, links.Where(l => !IsNew(l)));
        _statistics.AddWriting(second);
        TotalStatements.Add(second, slot, TotalStatements.Of(plan.Statistics, _bytes.Values.Sum()), plan.Statistics.LastActivity);
        TotalStatements.Add(second, slot, plan.Delivery);
        last(second);
        RejectedStatements.Insert(second, plan.Rejected);
        if (plan.Steps.Count < RowStatements.WorthCopying)
        {
            RowStatements.InsertSteps(second, plan.Steps);
            StepPlaces.Add(second, plan.Steps, loaded.UnnotedBehind);
            await work.CommitAsync(second, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await RowStatements.CopyStepsAsync(work, second, plan.Steps, cancellationToken).ConfigureAwait(false);
            using var end = work.Statements();
            StepPlaces.Add(end, plan.Steps, loaded.UnnotedBehind);
            await work.CommitAsync(end, cancellationToken).ConfigureAwait(false);
        }

        bool IsNew((LinkRow Row, byte[] Hash, int Number) link) => newLinks.Contains((link.Row.Key.Sequence, Convert.ToHexString(link.Hash)));
    }

    private void Measure()
    {
        foreach (var step in plan.Steps)
        {
            AddBytes(step.Sequence, RowSize.Of(step));
        }

        foreach (var error in plan.Errors)
        {
            AddBytes(error.Sequence, RowSize.Of(error));
        }

        foreach (var status in plan.Statuses)
        {
            AddBytes(status.Sequence, RowSize.Of(status));
        }

        foreach (var beginning in plan.Beginnings)
        {
            AddBytes(beginning.Id.ToInt64(), RowSize.Of(beginning.Sequence));
        }

        // Everything of a sequence that is new is new itself.
        foreach (var link in plan.Links.Where(l => plan.Added.ContainsKey(l.Key.Sequence)))
        {
            AddBytes(link.Key.Sequence, RowSize.Of(link));
        }
    }

    private NewHeader NewHeaderOf(SequenceRow row)
    {
        AddBytes(row.State.Sequence, RowSize.Of(row.Sequence));
        return new NewHeader(row, _rowCounts.GetValueOrDefault(row.State.Sequence), _bytes[row.State.Sequence]);
    }

    private (SequenceState State, int RowCount, long Bytes) ChangedRowOf(SequenceState state)
    {
        var known = loaded.Known.Sequences[state.Sequence];
        var beginnings = plan.Beginnings.Where(b => b.Id.ToInt64() == state.Sequence).Sum(b => RowSize.Of(b.Sequence));
        return (
            state,
            _rowCounts.GetValueOrDefault(state.Sequence, known.RowCount),
            known.Bytes + _bytes.GetValueOrDefault(state.Sequence) - beginnings);
    }

    private void SaveCounters(Statements statements)
    {
        foreach (var (month, counter) in plan.Counters.OrderBy(c => (c.Key.Year, c.Key.Month)))
        {
            // One that is not there yet may be made by somebody else in this moment: that is a conflict, and all is tried again.
            statements.Add(
                loaded.Known.Counters.ContainsKey(month)
                    ? "UPDATE sequence_counter SET counter = $3 WHERE year = $1 AND month = $2"
                    : "INSERT INTO sequence_counter (year, month, counter) VALUES ($1, $2, $3)",
                Parameter.Int(month.Year), Parameter.Int(month.Month), Parameter.Number(counter));
        }
    }

    private int NextNumber(long sequence)
    {
        var number = _rowCounts.TryGetValue(sequence, out var count)
            ? count + 1
            : (loaded.Known.Sequences.GetValueOrDefault(sequence)?.RowCount ?? 0) + 1;
        _rowCounts[sequence] = number;
        return number;
    }

    private void AddBytes(long sequence, long bytes) => _bytes[sequence] = _bytes.GetValueOrDefault(sequence) + bytes;
}
