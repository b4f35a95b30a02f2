using SequenceLogging.Insight.Components;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>How components fared, day by day, and what went wrong in them.</summary>
internal static class Components
{
    private const int UsualDays = 7, MostDays = 400;

    private static readonly ApiParameter<Func<DateTimeOffset, DateTimeOffset>?> Since = Parameters.Moment("since", "The first day, UTC. Default six days before the last.");

    private static readonly ApiParameter<Func<DateTimeOffset, DateTimeOffset>?> Until = Parameters.Moment("until", "The last day, UTC; it counts whole. Default today.");

    private static readonly ApiParameter<string?> Step = Parameters.Text("step", "Only steps of exactly this name, and their errors.");

    public static ApiResource Report { get; } = new(
        "components", "Success rate and durations by component, step and day, with the errors in groups.", typeof(ComponentReport),
        async (request, cancellationToken) => ApiAnswer.Json(
            await ReadAsync(request, cancellationToken).ConfigureAwait(false), AnswerJson.Readable.ComponentReport))
    {
        Parameters = [Since, Until, Step],
        IsShared = true,
    };

    private static ValueTask<ComponentReport> ReadAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var last = DayOf(request.Get(Until)?.Invoke(request.Now) ?? request.Now);
        var first = request.Get(Since) is { } since ? DayOf(since(request.Now)) : DateOnly.FromDayNumber(Math.Max(0, last.DayNumber + 1 - UsualDays));
        if (last < first || last.DayNumber - first.DayNumber >= MostDays)
        {
            throw ApiProblem.Bad(
                Since.Name, $"from {first:yyyy-MM-dd} to {last:yyyy-MM-dd} are {last.DayNumber - first.DayNumber + 1} days. Write two times that are 1 to {MostDays} days apart.");
        }

        return request.Analysis.GetComponentsAsync(first, last, request.Get(Step), cancellationToken);
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
