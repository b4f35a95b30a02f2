using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.Moving;

/// <summary>
/// One pass over all journeys of the source: each is compared with the target's copy of it, and what is missing is written.
/// A few journeys and one batch are in memory at a time.
/// </summary>
internal sealed class CopyPass(
    IJourneySource source, ISequenceStore target, CopyWriter writer, IReadOnlyDictionary<MonthKey, long> raised, CopyOptions options)
{
    private readonly ReadingAhead _ahead = new(source, target.Reader);
    private readonly List<CopyFault> _faults = [];
    private readonly List<CopyFault> _moving = [];

    /// <summary>Sequences looked at.</summary>
    public long Seen { get; private set; }

    /// <summary>Sequences that the target had, and all of them alike.</summary>
    public long Alike { get; private set; }

    public long Steps { get; private set; }

    public long Links { get; private set; }

    /// <summary>Steps of all journeys that the source has.</summary>
    public long SourceSteps { get; private set; }

    public IReadOnlyList<CopyFault> Faults => _faults;

    public long FaultCount { get; private set; }

    public IReadOnlyList<CopyFault> Moving => _moving;

    /// <summary>Sequences in which something was new.</summary>
    public long MovingCount { get; private set; }

    public async Task RunAsync(Action<long> seen, CancellationToken cancellationToken)
    {
        SequenceId? before = null;
        while (true)
        {
            var page = await source.ReadIdsAsync(before, options.PageSize, cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                break;
            }

            before = page[^1];
            var known = page.Where(IsTaken).ToList();
            await foreach (var journey in _ahead.ReadAsync(known, cancellationToken).ConfigureAwait(false))
            {
                await CopyAsync(journey, cancellationToken).ConfigureAwait(false);
                seen(++Seen);
            }

            Seen += page.Count - known.Count;
        }

        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sequences of the source that the target has behind this pass, alike or not.</summary>
    public long InTarget { get; private set; }

    /// <summary>Counts a journey that the target refused: it is no longer one that moves.</summary>
    public void Refuse(CopyFault fault)
    {
        if (fault.Sequence is { } id)
        {
            MovingCount--;
            _moving.RemoveAll(m => m.Sequence == id);
        }

        Add(fault);
    }

    /// <summary>Counts a fault.</summary>
    public void Add(CopyFault fault)
    {
        FaultCount++;
        if (_faults.Count < options.MaxListed)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>Whether its number is taken in the target; one issued since the pass began is for the next pass.</summary>
    private bool IsTaken(SequenceId id)
    {
        if (id.Number <= raised.GetValueOrDefault(new MonthKey(id.Year, id.Month)))
        {
            return true;
        }

        Move(id, "sequenceId", "it began while the copy was under way");
        return false;
    }

    private async ValueTask CopyAsync(JourneyPair pair, CancellationToken cancellationToken)
    {
        var (id, found, there) = pair;
        if (found is not { } journey)
        {
            return; // gone since the page was read
        }

        InTarget += there is null ? 0 : 1;
        SourceSteps += journey.Steps.Count;
        var comparison = there is null ? null : JourneyComparison.Of(journey, there);
        var rest = comparison?.Rest ?? JourneyRest.Whole(journey);
        if (comparison?.Conflict is { } conflict)
        {
            Add(new CopyFault(id, conflict.Field, $"{conflict.Reason}; nothing was changed in it"));
        }
        else if (await FindForeignKeyAsync(rest, cancellationToken).ConfigureAwait(false) is { } fault)
        {
            Add(fault);
        }
        else if (rest.Field is { } field)
        {
            Move(id, field, there is null ? "the target did not have it" : "the source had more");
            InTarget += there is null ? 1 : 0;
            foreach (var write in JourneyRecords.Of(rest))
            {
                await writer.AddAsync(id, write, cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            Alike++;
            Steps += journey.Steps.Count;
            Links += journey.Links.Count;
        }
    }

    private async ValueTask<CopyFault?> FindForeignKeyAsync(JourneyRest rest, CancellationToken cancellationToken)
    {
        foreach (var key in rest.Keys)
        {
            var owner = await target.Reader.FindByKeyAsync(key, cancellationToken).ConfigureAwait(false);
            if (owner is { } other && other != rest.Source.SequenceId)
            {
                return new CopyFault(
                    rest.Source.SequenceId, "keys",
                    $"\"{Excerpt.Of(key)}\" is {other} in the target; nothing was changed in either");
            }
        }

        return null;
    }

    private void Move(SequenceId id, string field, string reason)
    {
        MovingCount++;
        if (_moving.Count < options.MaxListed)
        {
            _moving.Add(new CopyFault(id, field, reason));
        }
    }
}
