using SequenceLogging.Journeys;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.Testing.InMemory.Answers;

/// <summary>Journeys, their headers, and their steps.</summary>
internal static class JourneyAnswer
{
    public static SequenceDetails? Details(Memory memory, SequenceId id)
    {
        if (id.IsDefault || !memory.Sequences.TryGetValue(id.ToInt64(), out var sequence))
        {
            return null;
        }

        var header = Header(sequence);
        return new SequenceDetails
        {
            SequenceId = header.SequenceId,
            UserId = header.UserId,
            Username = header.Username,
            Language = header.Language,
            Status = header.Status,
            CurrentStep = header.CurrentStep,
            StepCount = header.StepCount,
            CreatedAt = header.CreatedAt,
            UpdatedAt = header.UpdatedAt,
            CompletedAt = header.CompletedAt,
            Metadata = header.Metadata,
            Steps = [.. sequence.Steps.Select(StepAnswer.Step)],
            Links = [.. sequence.Links.Select(Link)],
            Errors = [.. Errors(sequence).OrderBy(e => e.Timestamp)],
            StatusChanges = [.. sequence.Statuses.Select(StatusChange)],
            Losses = [.. memory.Losses.Where(l => l.Key.Sequence == id.ToInt64()).OrderBy(l => l.Key.AfterStep).Select(Loss)],
            Keys = [.. sequence.Keys],
        };
    }

    public static IReadOnlyList<SequenceHeader> Find(Memory memory, SequenceQuery query)
    {
        var filter = new SequenceFilter(query);
        return [.. memory.Sequences.Values.Reverse().Where(filter.Fits).Take(query.Limit).Select(Header)];
    }

    public static IReadOnlyList<SequencePath> Paths(Memory memory, SequenceQuery query)
    {
        var filter = new SequenceFilter(query);
        return
        [
            .. memory.Sequences.Values.Reverse().Where(filter.Fits).Take(query.Limit)
                .Select(sequence => new SequencePath(Header(sequence), [.. sequence.Steps.Select(StepAnswer.OfPath)])),
        ];
    }

    public static IReadOnlyList<StoredError> Errors(Memory memory, ErrorQuery query)
    {
        long? from = query.From is { } first ? RecordTime.ToMicroseconds(first) : null;
        long? before = query.Before is { } end ? RecordTime.ToMicroseconds(end) : null;
        var errors = from sequence in memory.Sequences.Values
                     from error in Errors(sequence)
                     let at = RecordTime.ToMicroseconds(error.Timestamp)
                     where !(at < @from) && !(at >= before)
                     select Of(sequence.Id, error);
        return [.. errors.OrderBy(e => e.Timestamp).ThenBy(e => e.SequenceId).ThenBy(e => e.Order).Reverse().Take(query.Limit)];
    }

    public static IReadOnlyList<StoredStep> Steps(Memory memory, long afterPosition, int limit)
    {
        var start = memory.Steps.BinarySearch(new PlacedStep(afterPosition, null!), PlaceOrder);
        return
        [
            .. memory.Steps.Skip(start < 0 ? ~start : start + 1).Take(limit).Select(
                step => StepAnswer.Stored(step, memory.Sequences[step.Row.Sequence].Beginning.UserId)),
        ];
    }

    private static readonly Comparer<PlacedStep> PlaceOrder = Comparer<PlacedStep>.Create((x, y) => x.Position.CompareTo(y.Position));

    private static SequenceHeader Header(StoredSequence sequence)
    {
        var (beginning, state) = (sequence.Beginning, sequence.State);
        return new SequenceHeader
        {
            SequenceId = sequence.Id,
            UserId = beginning.UserId,
            Username = beginning.Username,
            Language = beginning.Language,
            Status = state.Status,
            CurrentStep = state.LastStep is { } step ? StepName.Parse(step.StepName) : null,
            StepCount = state.StepCount,
            CreatedAt = beginning.CreatedAt,
            UpdatedAt = RecordTime.FromMicroseconds(state.UpdatedAt),
            CompletedAt = state.CompletedAt is { } at ? RecordTime.FromMicroseconds(at) : null,
            Metadata = beginning.Metadata,
        };
    }

    private static SequenceLink Link(LinkRow row) => new()
    {
        Component = row.Key.Component,
        EntityType = row.Key.EntityType,
        EntityId = row.Key.EntityId,
        LinkType = row.Key.LinkType,
        FirstSeen = RecordTime.FromMicroseconds(row.FirstSeen),
        LastSeen = RecordTime.FromMicroseconds(row.LastSeen),
        Metadata = row.Metadata,
    };

    private static IEnumerable<SequenceError> Errors(StoredSequence sequence) =>
        sequence.Steps.SelectMany(StepAnswer.Error).Concat(sequence.Errors.Select(Error));

    private static StoredError Of(SequenceId sequence, SequenceError error) => new()
    {
        SequenceId = sequence,
        Timestamp = error.Timestamp,
        Order = error.Order,
        StepName = error.StepName,
        Component = error.Component,
        Message = error.Message,
        Error = error.Error,
        Metadata = error.Metadata,
    };

    private static SequenceError Error(ErrorRow row) => new()
    {
        Timestamp = RecordTime.FromMicroseconds(row.At),
        Order = row.AfterStep,
        Component = row.Component,
        Message = row.Message,
        Error = row.Error,
        Metadata = row.Metadata,
    };

    private static SequenceStatusChange StatusChange(StatusRow row) => new()
    {
        Timestamp = RecordTime.FromMicroseconds(row.At),
        Order = row.AfterStep,
        Status = row.Status,
        Reason = row.Reason,
    };

    private static SequenceLoss Loss(LossRow row) => new()
    {
        Count = row.Count,
        From = RecordTime.FromMicroseconds(row.FirstAt),
        To = RecordTime.FromMicroseconds(row.LastAt),
        Order = row.Key.AfterStep,
        Reason = row.Key.Reason,
    };
}
