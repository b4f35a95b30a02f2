using System.Text.Json;
using System.Text.Json.Nodes;
using SequenceLogging.Journeys;
using SequenceLogging.Statistics;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract.Moving;

/// <summary>
/// Asks two stores everything that can be asked, and compares what they answer field by field. Left out is what is each
/// store's own: positions, the numbers of rejected records, the totals of deliveries, sizes and conditions.
/// </summary>
public static class SameAnswers
{
    private const int PageSize = 97;
    private const int MostOfAKind = 40;

    private static readonly string[] Own = ["position", "id", "delivery"];

    /// <summary>Fails with the question, the field, and its two values where the two do not answer alike.</summary>
    /// <returns>How many answers were compared.</returns>
    public static async Task<int> AssertAsync(
        ISequenceReader expected, ISequenceReader actual, CancellationToken cancellationToken = default)
    {
        var asked = new Questions(expected, actual, cancellationToken);
        var journeys = new List<SequenceDetails>();
        for (SequenceId? before = null; ;)
        {
            var page = await asked.SameAsync(
                $"sequences before {before}", r => r.FindAsync(new SequenceQuery { Before = before, Limit = PageSize }, cancellationToken));
            foreach (var header in page)
            {
                journeys.Add((await asked.SameAsync($"{header.SequenceId}", r => r.GetDetailsAsync(header.SequenceId, cancellationToken)))!);
            }

            if (page.Count == 0)
            {
                break;
            }

            before = page[^1].SequenceId;
        }

        foreach (var (name, query) in QueriesAbout(journeys))
        {
            await asked.SameAsync($"sequences by {name}", r => r.FindAsync(query with { Limit = 1_000 }, cancellationToken));
            await asked.SameAsync($"paths by {name}", r => r.ReadPathsAsync(query with { Limit = 50 }, cancellationToken));
        }

        var times = journeys.SelectMany(j => j.Errors).Select(e => e.Timestamp).Order().ToArray();
        foreach (var query in times.Length == 0 ? [new ErrorQuery()] : new[] { new ErrorQuery(), new() { From = times[times.Length / 3], Before = times[^1] } })
        {
            await asked.SameAsync($"errors of {query}", r => r.ReadErrorsAsync(query with { Limit = 5_000 }, cancellationToken));
        }

        foreach (var key in journeys.SelectMany(j => j.Keys))
        {
            await asked.SameAsync($"the sequence of key {key}", r => r.FindByKeyAsync(key, cancellationToken));
        }

        await asked.SameAsync("statistics", r => r.GetStatisticsAsync(cancellationToken));
        await asked.SameFromAllAsync("statistics of steps", async r =>
        {
            var statistics = await r.GetStepStatisticsAsync(0, 999_912, cancellationToken);
            return new
            {
                Steps = Sorted(statistics.Steps.Select(s => new { s.Month, s.Step, s.Status, s.Count, Durations = Told(s.Durations) })),
                Transitions = Sorted(statistics.Transitions.Select(t => new { t.Month, t.From, t.To, t.Count, Waits = Told(t.Waits) })),
            };
        });
        await asked.SameFromAllAsync("statistics of days", async r =>
            Sorted((await r.GetDailyStatisticsAsync(DateOnly.MinValue, DateOnly.MaxValue, cancellationToken)).Select(
                d => new { d.Day, d.Step, d.Status, d.Count, Durations = Told(d.Durations) })));
        await asked.SameFromAllAsync("steps", async r =>
            (await AllAsync(0L, (after, limit) => r.ReadStepsAsync(after, limit, cancellationToken), s => s.Position))
                .OrderBy(s => s.SequenceId).ThenBy(s => s.Order));
        await asked.SameFromAllAsync("rejected", async r =>
            await AllAsync(default(long?), (before, limit) => r.ReadRejectedAsync(before, limit, cancellationToken), e => e.Id));
        await asked.SameFromAllAsync("event ids", async r =>
            (await AllAsync(
                default(ReadOnlyMemory<byte>),
                (after, limit) => r.ReadEventIdsAsync(after, limit, cancellationToken),
                id => id)).Select(id => Convert.ToHexString(id.Span)));
        return asked.Count;
    }

    private static IEnumerable<(string Name, SequenceQuery Query)> QueriesAbout(List<SequenceDetails> journeys)
    {
        foreach (var user in Some(journeys.Select(j => j.UserId).OfType<UserId>()))
        {
            yield return ($"user {user}", new SequenceQuery { UserId = user });
        }

        foreach (var link in Some(journeys.SelectMany(j => j.Links)))
        {
            yield return ($"component {link}", new SequenceQuery { Component = ComponentQuery.Parse($"{link.Component}:{link.EntityId}") });
            yield return ($"link {link}", new SequenceQuery { Component = ComponentQuery.Parse(link.ToString()) });
        }

        foreach (var step in Some(journeys.SelectMany(j => j.Steps).Select(s => s.StepName.Value)))
        {
            yield return ($"step {step}", new SequenceQuery { StepName = step });
        }

        foreach (var flow in Some(journeys.SelectMany(j => j.Steps).Select(s => s.Flow).OfType<string>()))
        {
            yield return ($"flow {flow}", new SequenceQuery { Flow = flow });
        }

        foreach (var language in Some(journeys.Select(j => j.Language).OfType<string>()))
        {
            yield return ($"language {language}", new SequenceQuery { Language = language });
        }

        foreach (var property in Some(journeys.SelectMany(j => j.Steps.Select(s => s.Metadata).Append(j.Metadata)).SelectMany(PropertiesOf)))
        {
            yield return ($"property {property}", new SequenceQuery { Property = property });
        }

        var begun = journeys.Select(j => j.CreatedAt).Order().ToArray();
        for (var i = 1; i < 10 && begun.Length > 0; i++)
        {
            var (from, before) = (begun[(i - 1) * begun.Length / 10], begun[i * begun.Length / 10]);
            yield return ($"beginning from {from:O} to {before:O}", new SequenceQuery { CreatedFrom = from, CreatedBefore = before });
            yield return ($"failing and beginning before {before:O}", new SequenceQuery { CreatedBefore = before, Status = SequenceStatus.Failed });
        }

        foreach (var word in Some(journeys.SelectMany(j => j.Steps).Select(s => s.Message?.Split(' ')[^1]).OfType<string>().Where(w => w.Length > 2)))
        {
            yield return ($"text {word}", new SequenceQuery { Text = word });
        }

        foreach (var status in Enum.GetValues<SequenceStatus>())
        {
            yield return ($"status {status}", new SequenceQuery { Status = status });
        }

        yield return ("being open", new SequenceQuery { IsOpen = true });
        yield return ("having ended", new SequenceQuery { IsOpen = false });
        foreach (var time in Some(journeys.Select(j => j.UpdatedAt)))
        {
            yield return ($"idling since {time:O}", new SequenceQuery { IdleSince = time });
        }
    }

    private static IEnumerable<PropertyQuery> PropertiesOf(string? metadata) =>
        metadata is not null && JsonNode.Parse(metadata) is JsonObject members
            ? members.Select(m => m.Key).Select(name => new PropertyQuery(name, PropertyQuery.Find(metadata, name) ?? ""))
            : [];

    /// <summary>Different ones from all over, and not more than a test has time for.</summary>
    private static IEnumerable<T> Some<T>(IEnumerable<T> all)
    {
        var different = all.Distinct().ToList();
        var step = Math.Max(1, different.Count / MostOfAKind);
        return different.Where((_, i) => i % step == 0);
    }

    // Its sum depends on the order of adding, in the last digits.
    private static object Told(DurationHistogram durations) =>
        new { durations.Count, P1 = durations.Quantile(0.01), P50 = durations.Quantile(0.5), P99 = durations.Quantile(0.99) };

    private static IEnumerable<JsonNode?> Sorted<T>(IEnumerable<T> all) =>
        all.Select(one => JsonSerializer.SerializeToNode(one)).OrderBy(node => node!.ToJsonString(), StringComparer.Ordinal);

    private static async Task<List<T>> AllAsync<T, TPlace>(
        TPlace start, Func<TPlace, int, ValueTask<IReadOnlyList<T>>> read, Func<T, TPlace> placeOf)
    {
        var all = new List<T>();
        while (await read(start, 1_000) is { Count: > 0 } page)
        {
            all.AddRange(page);
            start = placeOf(page[^1]);
        }

        return all;
    }

    private sealed class Questions(ISequenceReader expected, ISequenceReader actual, CancellationToken cancellationToken)
    {
        public int Count { get; private set; }

        public async Task<T> SameAsync<T>(string question, Func<ISequenceReader, ValueTask<T>> ask)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var answer = await ask(expected);
            Compare(question, answer, await ask(actual));
            return answer;
        }

        public async Task SameFromAllAsync<T>(string question, Func<ISequenceReader, Task<T>> ask)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Compare(question, await ask(expected), await ask(actual));
        }

        private void Compare<T>(string question, T one, T other)
        {
            Count++;
            if (FindDifference("", JsonSerializer.SerializeToNode(one, Options), JsonSerializer.SerializeToNode(other, Options)) is { } found)
            {
                Assert.Fail($"{question}: {found}");
            }
        }

        private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    }

    private static string? FindDifference(string path, JsonNode? one, JsonNode? other)
    {
        switch (one, other)
        {
            case (JsonObject a, JsonObject b):
                return a.Select(m => m.Key).Union(b.Select(m => m.Key)).Except(Own)
                    .Select(name => FindDifference($"{path}.{name}", a[name], b[name])).FirstOrDefault(d => d is not null);
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return Enumerable.Range(0, a.Count)
                    .Select(i => FindDifference($"{path}[{i}]", a[i], b[i])).FirstOrDefault(d => d is not null);
            case (JsonArray a, JsonArray b):
                return $"{path} has {a.Count} elements in one and {b.Count} in the other";
            default:
                return JsonNode.DeepEquals(one, other)
                    ? null
                    : $"{path} is {one?.ToJsonString() ?? "null"} in one and {other?.ToJsonString() ?? "null"} in the other";
        }
    }
}
