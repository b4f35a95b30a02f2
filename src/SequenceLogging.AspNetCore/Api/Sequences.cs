using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>Sequences that fit, newest first, and one of them whole.</summary>
internal static class Sequences
{
    public static ApiResource Many { get; } = new(
        "sequences", "Sequences that fit all that is asked for, newest first.", typeof(IReadOnlyList<SequenceHeader>), FindAsync)
    {
        Parameters = SequenceFilters.Paged,
    };

    public static ApiResource One { get; } = new(
        "sequences/{id}", "One journey: its steps, links, errors, statuses and gaps.", typeof(SequenceDetails), ReadAsync)
    {
        Parameters = [Parameters.Id],
    };

    /// <summary>A page of sequences; the last one leads to the next page where there may be one.</summary>
    public static ApiAnswer Page(IReadOnlyList<SequenceHeader> page, int limit) =>
        ApiAnswer.Json(page, JourneyJson.OnOneLine.IReadOnlyListSequenceHeader) with
        {
            Next = page.Count == limit ? (Parameters.Before.Name, page[^1].SequenceId.ToString()) : null,
        };

    /// <exception cref="ApiProblem">There is none of that id or key.</exception>
    public static async ValueTask<SequenceDetails> JourneyAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var reference = request.Get(Parameters.Id);
        var id = reference.Key is null
            ? reference.Id
            : await request.Reader.FindByKeyAsync(reference.Key, cancellationToken).ConfigureAwait(false);
        var journey = id is { } known ? await request.Reader.GetDetailsAsync(known, cancellationToken).ConfigureAwait(false) : null;
        return journey ?? throw ApiProblem.NotFound(
            reference.Key is null
                ? $"There is no sequence {reference}. It may have been erased or pruned, or never been issued; search for its user."
                : $"{reference} has no sequence yet. It has its id when the process that began it has written it.");
    }

    /// <summary>A sequence without its steps; null where there is none of that id.</summary>
    public static async ValueTask<SequenceHeader?> HeaderAsync(ISequenceReader reader, SequenceId id, CancellationToken cancellationToken)
    {
        if (id.IsDefault || id.Number >= SequenceId.MaxNumber)
        {
            return null;
        }

        var newest = new SequenceQuery { Before = new SequenceId(id.Year, id.Month, id.Number + 1), Limit = 1 };
        return await reader.FindAsync(newest, cancellationToken).ConfigureAwait(false) is [var header] && header.SequenceId == id ? header : null;
    }

    private static async ValueTask<ApiAnswer> FindAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var query = SequenceFilters.Read(request);
        return Page(await request.Reader.FindAsync(query, cancellationToken).ConfigureAwait(false), query.Limit);
    }

    private static async ValueTask<ApiAnswer> ReadAsync(ApiRequest request, CancellationToken cancellationToken) =>
        ApiAnswer.Json(await JourneyAsync(request, cancellationToken).ConfigureAwait(false), JourneyJson.OnOneLine.SequenceDetails);
}
