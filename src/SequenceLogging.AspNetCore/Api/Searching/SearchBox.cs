using SequenceLogging.Journeys;

namespace SequenceLogging.AspNetCore.Api.Searching;

/// <summary>What the search box finds: sequences that fit all of its words.</summary>
internal sealed class SearchBox(KnownWords words)
{
    private const int MostTerms = 12, MostShown = 100;

    /// <summary>So many that fit the first word of a kind are looked at for the other words of that kind, at a time.</summary>
    private const int MostLookedAt = 300;

    private static readonly ApiParameter<string?> Text = new(
        "q", "Ids, users, entities as payments:TE5768, steps, flows, key:value, status:failed, since:7d, and text; all must fit.", text => text)
    {
        Example = "payments:TE5768",
    };

    private static readonly ApiParameter<int?> Limit = Parameters.Number("limit", "At most this many.", 1, MostShown);

    public ApiResource Resource => new(
        "sequences/search", "What the search box means, and the sequences that fit, newest first.", typeof(SearchAnswer), SearchAsync)
    {
        Parameters = [Text, .. SequenceFilters.All, Parameters.Before, Limit],
    };

    private async ValueTask<ApiAnswer> SearchAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var terms = SearchTerm.Split(request.Get(Text) ?? "");
        if (terms.Count > MostTerms)
        {
            throw ApiProblem.Bad(Text.Name, $"it has {terms.Count} words. Write at most {MostTerms}, or put a phrase in quotes.");
        }

        var reading = new SearchReading(request.Reader, await words.GetAsync(cancellationToken).ConfigureAwait(false), request.Now);
        var understood = new List<Understood>();
        foreach (var term in terms)
        {
            understood.Add(await reading.ReadAsync(term, cancellationToken).ConfigureAwait(false));
        }

        var limit = request.Get(Limit) ?? 20;
        var answer = understood.Find(u => u.Query is null) is { } id
            ? await ExactAsync(request, id, understood, cancellationToken).ConfigureAwait(false)
            : await FindAsync(request, understood, limit, cancellationToken).ConfigureAwait(false);
        return ApiAnswer.Json(answer, AnswerJson.Readable.SearchAnswer) with
        {
            Next = answer.Next is { } next ? (Parameters.Before.Name, next.ToString()) : null,
        };
    }

    /// <summary>An id says it all; the other words must fit it.</summary>
    private static async ValueTask<SearchAnswer> ExactAsync(
        ApiRequest request, Understood id, List<Understood> understood, CancellationToken cancellationToken)
    {
        var reference = SequenceReference.Parse(id.Value);
        var known = reference.Key is null
            ? reference.Id
            : await request.Reader.FindByKeyAsync(reference.Key, cancellationToken).ConfigureAwait(false);
        var journey = known is { } found ? await request.Reader.GetDetailsAsync(found, cancellationToken).ConfigureAwait(false) : null;
        if (journey is null)
        {
            return SearchAnswer.Of(understood, [], null) with { Hint = $"There is no sequence {reference}. It may have been erased or pruned." };
        }

        if (understood.Find(other => other.Query is { } query ? !JourneyFit.Fits(journey, query) : other.Value != id.Value) is { } wrong)
        {
            return SearchAnswer.Of(understood, [], null) with { Hint = $"{id.Value} does not fit {wrong.Filter} {Quoted.Text(wrong.Value)}." };
        }

        if (!JourneyFit.Fits(journey, SequenceFilters.Among(request)))
        {
            return SearchAnswer.Of(understood, [], null) with { Hint = $"{id.Value} does not fit the filters." };
        }

        var header = await Sequences.HeaderAsync(request.Reader, journey.SequenceId, cancellationToken).ConfigureAwait(false) ?? journey;
        return SearchAnswer.Of(understood, [header], null) with { Exact = header.SequenceId };
    }

    private static async ValueTask<SearchAnswer> FindAsync(
        ApiRequest request, List<Understood> understood, int limit, CancellationToken cancellationToken)
    {
        var (query, others) = Combine(SequenceFilters.Among(request), understood);
        query = query with { Before = request.Get(Parameters.Before) };
        if (query.CreatedFrom >= query.CreatedBefore)
        {
            return SearchAnswer.Of(understood, [], null) with { Hint = "No time lies between since and until." };
        }

        if (others.Count == 0)
        {
            var page = await request.Reader.FindAsync(query with { Limit = limit }, cancellationToken).ConfigureAwait(false);
            return SearchAnswer.Of(understood, page, page.Count == limit ? page[^1].SequenceId : null) with { Hint = HintOf(understood, page.Count) };
        }

        var candidates = await request.Reader.FindAsync(query with { Limit = MostLookedAt }, cancellationToken).ConfigureAwait(false);
        var items = new List<SequenceHeader>();
        SequenceId? last = candidates.Count == MostLookedAt ? candidates[^1].SequenceId : null;
        foreach (var candidate in candidates)
        {
            if (await FitsAsync(request, others, candidate, cancellationToken).ConfigureAwait(false))
            {
                items.Add(candidate);
                if (items.Count == limit)
                {
                    last = candidate.SequenceId;
                    break;
                }
            }
        }

        return SearchAnswer.Of(understood, items, last) with
        {
            Hint = items.Count < limit && last is not null
                ? $"Looked at the newest {MostLookedAt} that fit all but {string.Join(" and ", others.Select(o => Quoted.Text(o.Value)))}. Ask for the next page for older ones."
                : HintOf(understood, items.Count),
        };
    }

    private static async ValueTask<bool> FitsAsync(
        ApiRequest request, List<Understood> others, SequenceHeader candidate, CancellationToken cancellationToken) =>
        await request.Reader.GetDetailsAsync(candidate.SequenceId, cancellationToken).ConfigureAwait(false) is { } journey
        && others.TrueForAll(other => JourneyFit.Fits(journey, other.Query!));

    /// <summary>One query of as many words as it has room for, one of each kind, and the others.</summary>
    private static (SequenceQuery Query, List<Understood> Others) Combine(SequenceQuery query, List<Understood> understood)
    {
        var others = new List<Understood>();
        foreach (var word in understood)
        {
            if (Merge(query, word.Query!) is { } both)
            {
                query = both;
            }
            else
            {
                others.Add(word);
            }
        }

        return (query, others);
    }

    /// <summary>Both in one; null where both ask for the same kind of thing.</summary>
    private static SequenceQuery? Merge(SequenceQuery all, SequenceQuery one)
    {
        var isTwice = (all.UserId is not null && one.UserId is not null)
            || (all.Component is not null && one.Component is not null)
            || (all.StepName is not null && one.StepName is not null)
            || (all.Text is not null && one.Text is not null)
            || (all.Flow is not null && one.Flow is not null)
            || (all.Property is not null && one.Property is not null)
            || (all.Language is not null && one.Language is not null)
            || (all.Status is not null && one.Status is not null)
            || (all.IsOpen is not null && one.IsOpen is not null);
        return isTwice
            ? null
            : all with
            {
                UserId = all.UserId ?? one.UserId,
                Component = all.Component ?? one.Component,
                StepName = all.StepName ?? one.StepName,
                Text = all.Text ?? one.Text,
                Flow = all.Flow ?? one.Flow,
                Property = all.Property ?? one.Property,
                Language = all.Language ?? one.Language,
                Status = all.Status ?? one.Status,
                IsOpen = all.IsOpen ?? one.IsOpen,
                CreatedFrom = Later(all.CreatedFrom, one.CreatedFrom),
                CreatedBefore = Earlier(all.CreatedBefore, one.CreatedBefore),
                IdleSince = Earlier(all.IdleSince, one.IdleSince),
            };
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one : other;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one < other || other is null ? one : other;

    private static string? HintOf(List<Understood> understood, int found) => understood switch
    {
        [] => "Type an id, a user, payments:TE5768, a step, key:value, or text.",
        [{ Filter: "text" } only] when StatusText.TryParse(only.Value, out SequenceStatus status) =>
            $"This is the text {Quoted.Text(only.Value)}. For journeys in that status write status:{status.ToText()}.",
        [{ Filter: "text" } only] when only.Value.StartsWith("SEQ-", StringComparison.OrdinalIgnoreCase) => "A whole id is written as SEQ-2025-07-00001.",
        _ when found == 0 => $"Nothing fits {string.Join(" and ", understood.Select(u => $"{u.Filter} {Quoted.Text(u.Value)}"))}.",
        _ => null,
    };
}

/// <summary>What the search box found.</summary>
internal sealed record SearchAnswer
{
    /// <summary>The filters that its words are, by name; of several words of a kind the first.</summary>
    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>Each word with what it was understood as.</summary>
    public required IReadOnlyList<Understood> Terms { get; init; }

    /// <summary>The only one that it can mean, by its id; null where it means many.</summary>
    public SequenceId? Exact { get; init; }

    public required IReadOnlyList<SequenceHeader> Items { get; init; }

    /// <summary>Where the next page goes on; null on the last one.</summary>
    public SequenceId? Next { get; init; }

    /// <summary>What may help, in words; null where nothing need be said.</summary>
    public string? Hint { get; init; }

    public static SearchAnswer Of(IReadOnlyList<Understood> understood, IReadOnlyList<SequenceHeader> items, SequenceId? next) => new()
    {
        Query = understood.DistinctBy(u => u.Filter).ToDictionary(u => u.Filter, u => u.Value, StringComparer.Ordinal),
        Terms = understood,
        Items = items,
        Next = next,
    };
}
