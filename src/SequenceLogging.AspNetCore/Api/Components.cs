using SequenceLogging.Insight.Components;
using SequenceLogging.Insight.Errors;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;

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
            await ReadAsync(request, cancellationToken).ConfigureAwait(false), JourneyJson.OnOneLine.ComponentReport))
    {
        Parameters = [Since, Until, Step],
        IsShared = true,
    };

    private static readonly ApiParameter<string?> Type = Parameters.RequiredText("type", "The group's type, as components tells it.");

    private static readonly ApiParameter<string?> Component = Parameters.Text("component", "Its component; left out where it has none.");

    private static readonly ApiParameter<string?> Failed = Parameters.Text("step", "Its step; left out for errors outside of steps.");

    public static ApiResource Errors { get; } = new(
        "components/errors", "The sequences of a group of errors, newest first.", typeof(IReadOnlyList<SequenceHeader>), OpenAsync)
    {
        Parameters = [Type, Component, Failed, Since, Until, Parameters.Before, Parameters.Limit],
    };

    private static ValueTask<ComponentReport> ReadAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (first, last) = Days(request);
        return request.Analysis.GetComponentsAsync(first, last, request.Get(Step), cancellationToken);
    }

    private static async ValueTask<ApiAnswer> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (first, last) = Days(request);
        var (type, component, step) = (request.Get(Type), request.Get(Component), request.Get(Failed));
        var errors = await request.Reader.ReadErrorsAsync(
            new ErrorQuery { From = At(first), Before = At(last.AddDays(1)), Limit = ErrorQuery.MaxLimit }, cancellationToken).ConfigureAwait(false);
        var candidates = errors.Where(e => e.Component == component && e.StepName?.Value == step);
        var group = ErrorGroup.Of(candidates).FirstOrDefault(g => g.Type == type)
            ?? throw ApiProblem.NotFound($"There is no error {Quoted.Text(type!)} from {first:yyyy-MM-dd} to {last:yyyy-MM-dd}, in that component and step.");
        var (before, limit) = (request.Get(Parameters.Before), request.Get(Parameters.Limit) ?? 20);
        var ids = errors.Where(group.Holds).Select(e => e.SequenceId).Distinct().Where(id => before is null || id < before)
            .OrderDescending().Take(limit).ToList();
        var found = new List<SequenceHeader>();
        foreach (var id in ids)
        {
            // One that was pruned or erased in between is not there any more.
            if (await Sequences.HeaderAsync(request.Reader, id, cancellationToken).ConfigureAwait(false) is { } header)
            {
                found.Add(header);
            }
        }

        return ApiAnswer.Json(found, JourneyJson.OnOneLine.IReadOnlyListSequenceHeader) with
        {
            Next = ids.Count == limit ? (Parameters.Before.Name, ids[^1].ToString()) : null,
        };
    }

    private static (DateOnly First, DateOnly Last) Days(ApiRequest request)
    {
        var last = DayOf(request.Get(Until)?.Invoke(request.Now) ?? request.Now);
        var first = request.Get(Since) is { } since ? DayOf(since(request.Now)) : DateOnly.FromDayNumber(Math.Max(0, last.DayNumber + 1 - UsualDays));
        if (last < first || last.DayNumber - first.DayNumber >= MostDays)
        {
            throw ApiProblem.Bad(
                Since.Name, $"from {first:yyyy-MM-dd} to {last:yyyy-MM-dd} are {last.DayNumber - first.DayNumber + 1} days. Write two times that are 1 to {MostDays} days apart.");
        }

        return (first, last);
    }

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
