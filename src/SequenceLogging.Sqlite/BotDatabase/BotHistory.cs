using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.BotDatabase;

/// <summary>
/// Makes of a bot's journey one with a history. Where the store has the journey already, from an import before, its history goes
/// on from there: what is there stays, and what the bot has done since then comes behind it.
/// </summary>
internal static class BotHistory
{
    /// <param name="journey">As the bot has it.</param>
    /// <param name="there">As the store has it; null for not at all.</param>
    public static SequenceDetails Of(BotJourney journey, SequenceDetails? there)
    {
        var before = there is not null && IsSame(journey, there) ? there : null;
        var steps = before is null ? journey.Steps : [.. before.Steps, .. NewSteps(journey, before)];
        var changes = before?.StatusChanges.ToList() ?? [.. EndedOnce(journey)];
        var state = Replay(journey, steps, changes);
        if (NextChange(journey, state, changes, before) is { } change)
        {
            changes.Add(change);
            state.TakeStatus(change.Status, RecordTime.ToMicroseconds(change.Timestamp));
        }

        var links = Merge(before?.Links ?? [], journey.Links);
        foreach (var time in links.SelectMany(l => new[] { l.FirstSeen, l.LastSeen }).Concat((before?.Errors ?? []).Select(e => e.Timestamp)))
        {
            state.Touch(RecordTime.ToMicroseconds(time));
        }

        return new SequenceDetails
        {
            SequenceId = journey.Id,
            UserId = before is null ? journey.UserId : before.UserId,
            Username = before is null ? journey.Username : before.Username,
            Language = before is null ? journey.Language : before.Language,
            Metadata = before is null ? journey.Metadata : before.Metadata,
            CreatedAt = before?.CreatedAt ?? journey.CreatedAt,
            Status = state.Status,
            CurrentStep = steps.Count > 0 ? steps[^1].StepName : null,
            StepCount = steps.Count,
            UpdatedAt = RecordTime.FromMicroseconds(state.UpdatedAt),
            CompletedAt = state.CompletedAt is { } ended ? RecordTime.FromMicroseconds(ended) : null,
            Steps = steps,
            StatusChanges = changes,
            Links = links,
            Errors = before?.Errors ?? [],
            Losses = before?.Losses ?? [],
            Keys = before?.Keys ?? [],
        };
    }

    /// <summary>Another journey under the same id is not gone on with: then there are two, and whoever compares them says so.</summary>
    private static bool IsSame(BotJourney journey, SequenceDetails there) =>
        journey.UserId == there.UserId && journey.CreatedAt == there.CreatedAt;

    private static IEnumerable<SequenceStep> NewSteps(BotJourney journey, SequenceDetails there)
    {
        var known = there.Steps.CountBy(KeyOf).ToDictionary();

        var order = there.Steps.Count;
        foreach (var step in journey.Steps)
        {
            if (known.GetValueOrDefault(KeyOf(step)) is > 0 and var left)
            {
                known[KeyOf(step)] = left - 1;
            }
            else
            {
                yield return step with { Order = ++order };
            }
        }
    }

    /// <summary>What a step is known by; not its metadata, which a store may write in another way.</summary>
    private static (string, string?, StepStatus, DateTimeOffset, string?) KeyOf(SequenceStep step) =>
        (step.StepName, step.Component, step.Status, step.Timestamp, step.Error);

    /// <summary>A journey that has ended and gone on again has the time of that end still, and is not ended.</summary>
    private static IEnumerable<SequenceStatusChange> EndedOnce(BotJourney journey)
    {
        if (journey is { CompletedAt: { } ended, Status: SequenceStatus.Active or SequenceStatus.Failed } && journey.UpdatedAt > ended)
        {
            yield return new SequenceStatusChange
            {
                Order = journey.Steps.Count(s => s.Timestamp <= ended),
                Status = SequenceStatus.Completed,
                Timestamp = ended,
            };
        }
    }

    private static SequenceState Replay(BotJourney journey, IReadOnlyList<SequenceStep> steps, List<SequenceStatusChange> changes)
    {
        var created = RecordTime.ToMicroseconds(journey.CreatedAt);
        var state = new SequenceState { Sequence = journey.Id.ToInt64(), UpdatedAt = created };
        var next = 0;
        for (var order = 0; order <= steps.Count; order++)
        {
            if (order > 0)
            {
                var step = steps[order - 1];
                state.TakeStep(
                    new StepKind(0, step.Component ?? "", step.StepName), step.Status, RecordTime.ToMicroseconds(step.Timestamp));
            }

            for (; next < changes.Count && changes[next].Order <= order; next++)
            {
                state.TakeStatus(changes[next].Status, RecordTime.ToMicroseconds(changes[next].Timestamp));
            }
        }

        return state;
    }

    /// <summary>The change of status that leads to where the bot's journey stands; null where it stands there.</summary>
    private static SequenceStatusChange? NextChange(
        BotJourney journey, SequenceState state, List<SequenceStatusChange> changes, SequenceDetails? before)
    {
        var isEnded = journey.Status is not SequenceStatus.Active && journey.CompletedAt is not null;
        var reason = journey.UnknownStatus is { } word ? $"status {word}" : null;
        var isThere = state.Status == journey.Status
            && (!isEnded || state.CompletedAt is not null)
            && (reason is null || (changes.Count > 0 && changes[^1].Reason == reason));
        var at = (journey.Status is SequenceStatus.Active ? journey.UpdatedAt : journey.CompletedAt ?? journey.UpdatedAt)
            ?? RecordTime.FromMicroseconds(state.UpdatedAt);

        // What happened in the store since then, in an application that goes on with the journey, is newer.
        return isThere || at < before?.UpdatedAt
            ? null
            : new SequenceStatusChange { Order = state.StepCount, Status = journey.Status, Timestamp = at, Reason = reason };
    }

    private static List<SequenceLink> Merge(IReadOnlyList<SequenceLink> there, IReadOnlyList<SequenceLink> links)
    {
        var merged = there.ToList();
        foreach (var link in links)
        {
            var at = merged.FindIndex(l => (l.ToString(), l.LinkType) == (link.ToString(), link.LinkType));
            if (at < 0)
            {
                merged.Add(link);
                continue;
            }

            var known = merged[at];
            merged[at] = known with
            {
                FirstSeen = known.FirstSeen < link.FirstSeen ? known.FirstSeen : link.FirstSeen,
                LastSeen = known.LastSeen > link.LastSeen ? known.LastSeen : link.LastSeen,
                Metadata = link.LastSeen >= known.LastSeen ? link.Metadata ?? known.Metadata : known.Metadata,
            };
        }

        return merged;
    }
}
