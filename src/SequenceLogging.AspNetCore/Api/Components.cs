using SequenceLogging.Insight.Components;
using SequenceLogging.Insight.Errors;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>How components fared, day by day, and what went wrong in them.</summary>
internal static class Components
{
    private const int UsualDays = 7, MostDays = 400, UsualPage = 20;

    private static readonly ApiParameter<Func<DateTimeOffset, DateTimeOffset>?> Since = Parameters.Moment("since", "The first day, UTC. Default six days before the last.");

    private static readonly ApiParameter<Func<DateTimeOffset, DateTimeOffset>?> Until = Parameters.Moment("until", "The last day, UTC; it counts whole. Default today.");

    private static readonly ApiParameter<string?> Step = Parameters.Text("step", "Only steps of exactly this name, and their errors.");

    private static readonly ApiParameter<string?> Group = Parameters.RequiredText("group", "The id of the group, as components tells it.");

    public static ApiResource Report { get; } = new(
        "components", "Success rate and durations by component, step and day, with the errors in groups.", typeof(ComponentReport),
        async (request, cancellationToken) => ApiAnswer.Json(
            await ReadAsync(request, cancellationToken).ConfigureAwait(false), AnswerJson.Readable.ComponentReport))
    {
        Parameters = [Since, Until, Step],
        IsShared = true,
    };

    public static ApiResource Errors { get; } = new(
        "components/errors", "The sequences of a group of errors, newest first, each with how often.", typeof(IReadOnlyList<OpenedSequence>), OpenAsync)
    {
        Parameters = [Group, Since, Until, Parameters.Before, Parameters.Limit],
    };

    private static ValueTask<ComponentReport> ReadAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (first, last) = DaysOf(request);
        return request.Analysis.GetComponentsAsync(first, last, request.Get(Step), cancellationToken);
    }

    private static async ValueTask<ApiAnswer> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (first, last) = DaysOf(request);
        var errors = await request.Reader.ReadErrorsAsync(
            new ErrorQuery
            {
                From = new DateTimeOffset(first, default, TimeSpan.Zero),
                Before = last == DateOnly.MaxValue ? null : new DateTimeOffset(last.AddDays(1), default, TimeSpan.Zero),
                Limit = ErrorQuery.MaxLimit,
            },
            cancellationToken).ConfigureAwait(false);
        var id = request.Get(Group)!;
        var group = ErrorGroup.Of(errors).FirstOrDefault(g => g.Id == id)
            ?? throw ApiProblem.NotFound($"There is no error of the group {Quoted.Text(id)} in these days. It may have been pruned or erased; components tells the groups that there are.");
        var (before, limit) = (request.Get(Parameters.Before), request.Get(Parameters.Limit) ?? UsualPage);
        var page = new List<OpenedSequence>();
        foreach (var sequence in errors.Where(group.Holds).GroupBy(e => e.SequenceId).Where(s => before is not { } cursor || s.Key < cursor).OrderByDescending(s => s.Key))
        {
            if (page.Count == limit)
            {
                return OpenedNumbers.Page(page, isMore: true);
            }

            // One that was pruned or erased in between is not there any more.
            if (await request.Reader.GetDetailsAsync(sequence.Key, cancellationToken).ConfigureAwait(false) is { } journey)
            {
                page.Add(new OpenedSequence(journey, sequence.Count()));
            }
        }

        return OpenedNumbers.Page(page, isMore: false);
    }

    private static (DateOnly First, DateOnly Last) DaysOf(ApiRequest request)
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

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
