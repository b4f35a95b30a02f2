using System.Globalization;
using SequenceLogging.Journeys;

namespace SequenceLogging.Moving;

/// <summary>
/// Compares a journey with the target's copy of it. A copy that was cut off, or made earlier, is a beginning of the journey:
/// then it tells what is missing. Anything else under the same id is another journey, and nothing is to be written into it.
/// </summary>
internal sealed class JourneyComparison
{
    private readonly SequenceDetails _source;
    private readonly SequenceDetails _target;

    private JourneyComparison(SequenceDetails source, SequenceDetails target)
    {
        _source = source;
        _target = target;
        Rest = new JourneyRest(source)
        {
            Beginning = IsAdopted(target) && (!IsAdopted(source) || source.CreatedAt < target.CreatedAt),
            Keys = [.. source.Keys.Except(target.Keys, StringComparer.Ordinal)],
            Steps = RestOf("steps", source.Steps, target.Steps, Difference.Of),
            StatusChanges = RestOf("statusChanges", source.StatusChanges, target.StatusChanges, Difference.Of),
            Errors = RestOfErrors(),
            Losses = RestOfLosses(),
            Links = RestOfLinks(),
        };
        CompareHeads();
        CheckPlaces();
    }

    /// <summary>What the target lacks.</summary>
    public JourneyRest Rest { get; }

    /// <summary>The first thing that says that these are two journeys; null where the target's is a part of the source's.</summary>
    public Difference? Conflict { get; private set; }

    public static JourneyComparison Of(SequenceDetails source, SequenceDetails target) => new(source, target);

    private static bool IsAdopted(SequenceHeader journey) =>
        journey is { UserId: null } && string.IsNullOrEmpty(journey.Username) && string.IsNullOrEmpty(journey.Language)
        && string.IsNullOrEmpty(journey.Metadata);

    private static (string, string, string, string) KeyOf(SequenceLink link) =>
        (link.Component, link.EntityType, link.EntityId, link.LinkType);

    private void CompareHeads()
    {
        if (!Rest.Beginning)
        {
            Note(Difference.Of("userId", _source.UserId, _target.UserId)
                ?? Difference.Of("username", _source.Username, _target.Username)
                ?? Difference.Of("language", _source.Language, _target.Language)
                ?? Difference.OfJson("metadata", _source.Metadata, _target.Metadata)
                ?? Difference.Of("createdAt", _source.CreatedAt, _target.CreatedAt));
        }

        if (Conflict is null && Rest.Field is null)
        {
            Note(Difference.Of("status", _source.Status, _target.Status)
                ?? Difference.Of("completedAt", _source.CompletedAt, _target.CompletedAt)
                ?? Difference.Of("updatedAt", _source.UpdatedAt, _target.UpdatedAt)
                ?? Difference.Of("currentStep", _source.CurrentStep, _target.CurrentStep)
                ?? Difference.Of("stepCount", _source.StepCount, _target.StepCount)
                ?? Difference.Of("keys", _source.Keys.Count, _target.Keys.Count)
                ?? Difference.Of("links", _source.Links.Count, _target.Links.Count));
        }
    }

    /// <summary>A store can only go on behind the last step that it has: what is missing before it cannot be put there.</summary>
    private void CheckPlaces()
    {
        var (what, order) = Rest.StatusChanges.Select(c => ("statusChanges", c.Order))
            .Concat(Rest.Errors.Select(e => ("errors", e.Order)))
            .Concat(Rest.Losses.Select(l => ("losses", l.Order)))
            .FirstOrDefault(part => part.Order < _target.StepCount);
        if (what is not null)
        {
            Note(new Difference(what, $"one behind step {order}", $"none there, and goes on to step {_target.StepCount}"));
        }
    }

    private T[] RestOf<T>(string name, IReadOnlyList<T> source, IReadOnlyList<T> target, Func<T, T, Difference?> compare)
    {
        for (var i = 0; i < Math.Min(source.Count, target.Count); i++)
        {
            if (compare(source[i], target[i]) is { } difference)
            {
                Note(difference with { Field = string.Create(CultureInfo.InvariantCulture, $"{name}[{i}].{difference.Field}") });
                return [];
            }
        }

        if (target.Count > source.Count)
        {
            Note(new Difference(name, source.Count, target.Count));
        }

        return [.. source.Skip(target.Count)];
    }

    /// <summary>Errors stand in the order of their times, so that a late one may come before those that are there.</summary>
    private SequenceError[] RestOfErrors()
    {
        var rest = _source.Errors.Where(e => e.StepName is null).ToList();
        foreach (var error in _target.Errors.Where(e => e.StepName is null))
        {
            var at = rest.FindIndex(e => Difference.Of(e, error) is null);
            if (at < 0)
            {
                Note(new Difference("errors", null, error.Message ?? error.Error));
                return [];
            }

            rest.RemoveAt(at);
        }

        return [.. rest];
    }

    private SequenceLoss[] RestOfLosses()
    {
        var rest = _source.Losses.ToDictionary(l => (l.Order, l.Reason));
        foreach (var there in _target.Losses)
        {
            var loss = rest.GetValueOrDefault((there.Order, there.Reason));
            if (loss is null || loss.Count < there.Count || loss.From > there.From || loss.To < there.To)
            {
                Note(new Difference("losses", loss?.Count, there.Count));
                return [];
            }

            rest[(there.Order, there.Reason)] = loss with { Count = loss.Count - there.Count };
        }

        return [.. _source.Losses.Select(l => rest[(l.Order, l.Reason)]).Where(l => l.Count > 0)];
    }

    private SequenceLink[] RestOfLinks()
    {
        var there = _target.Links.ToDictionary(KeyOf);
        var rest = new List<SequenceLink>();
        foreach (var link in _source.Links)
        {
            if (!there.Remove(KeyOf(link), out var known))
            {
                rest.Add(link);
            }
            else if (known.FirstSeen < link.FirstSeen || known.LastSeen > link.LastSeen)
            {
                Note(new Difference($"links {link}", link.LastSeen, known.LastSeen));
            }
            else if (known.FirstSeen > link.FirstSeen || known.LastSeen < link.LastSeen
                || Difference.OfJson("metadata", link.Metadata, known.Metadata) is not null)
            {
                rest.Add(link);
            }
        }

        if (there.Values.FirstOrDefault() is { } unknown)
        {
            Note(new Difference("links", null, unknown));
        }

        return [.. rest];
    }

    private void Note(Difference? difference) => Conflict ??= difference;
}
