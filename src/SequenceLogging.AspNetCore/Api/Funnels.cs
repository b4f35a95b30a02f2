using SequenceLogging.Insight.Funnels;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Asking;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>How far journeys come in a list of steps.</summary>
internal sealed class Funnels(KnownWords words)
{
    private static readonly ApiParameter<string?> Flow = Parameters.Text("flow", "The steps of this flow in the order of their numbers, instead of a list.");

    private static readonly ApiParameter<IReadOnlyList<string>?> Steps = new(
        "steps", "The steps in their order, with commas in between; a comma of a name is written \\,", ReadSteps)
    {
        Example = "User_Flow_1_Start,CreateAd_Step_6_CalculatePrice",
    };

    private static readonly ApiParameter<string?> Mode = Parameters.Word(
        "mode", "ordered (others may lie between), strict (one directly behind the other), or any (in any order).", "ordered", "strict", "any");

    private static readonly ApiParameter<TimeSpan?> Window = Parameters.Span("window", "How long behind the first step the others count.");

    private static readonly ApiParameter<TimeSpan?> Idle = Parameters.Span("idle", "Open sequences that have been quiet for longer count as left.");

    private static readonly ApiParameter<string?> By = Parameters.Text("by", "Breaks down by language, user, or a property that sequences began with.");

    private static readonly ApiParameter<int?> Top = Parameters.Number("top", "With by: the greatest groups, the others together.", 1, 1_000);

    private static readonly ApiParameter<FunnelNumber?> Number = new("open", "Which number: " + FunnelNumber.Help, FunnelNumber.Parse)
    {
        IsRequired = true, Example = "left:2",
    };

    private static readonly ApiParameter<string?> Group = new("group", "With by: only of the group of this value; empty for those without a value.", text => text);

    private static readonly ApiParameter<bool?> Rest = Parameters.Flag("rest", "With by: only of the others together, that have no group of their own.");

    // The flow of a funnel is its steps; and open means here which number is.
    private static readonly IReadOnlyList<ApiParameter> Asked =
        [Flow, Steps, Mode, Window, Idle, By, Top, .. SequenceFilters.All.Where(p => p.Name is not "flow" and not "open")];

    public ApiResource Report => new(
        "funnel", "How far journeys come in a list of steps: who converted, who left, who is still there.", typeof(FunnelAnswer), ReadAsync)
    {
        Parameters = Asked,
        IsShared = true,
    };

    public ApiResource Opened => new(
        "funnel/sequences", "The sequences that a number of the funnel counts, newest first.", typeof(IReadOnlyList<OpenedSequence>), OpenAsync)
    {
        Parameters = [Number, Group, Rest, .. Asked, Parameters.Before, Parameters.Limit],
    };

    private async ValueTask<ApiAnswer> ReadAsync(ApiRequest request, CancellationToken cancellationToken) =>
        ApiAnswer.Json(FunnelAnswer.Of(await ReportAsync(request, cancellationToken).ConfigureAwait(false)), JourneyJson.OnOneLine.FunnelAnswer);

    private async ValueTask<ApiAnswer> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var number = request.Get(Number)!;
        var (group, isRest) = (request.Get(Group), request.Get(Rest) is true);
        if ((group is not null || isRest) && !request.Has(By))
        {
            throw ApiProblem.Bad(Group.Name, "there are groups only where by says of what.");
        }

        // Without groups, the funnel alone says which sequences are counted; which groups there are must be counted.
        var report = group is not null || isRest
            ? await ReportAsync(request, cancellationToken).ConfigureAwait(false)
            : new FunnelReport
            {
                Funnel = await FunnelAsync(request, cancellationToken).ConfigureAwait(false),
                Query = SequenceFilters.Among(request),
                AsOf = request.Now,
                All = new FunnelResult(0, [], 0, null, null),
            };
        try
        {
            return await OpenedPage.ReadAsync(request, number.Of(report, GroupOf(report, group, isRest)), cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            throw ApiProblem.Bad(Number.Name, e.Message);
        }
    }

    private static FunnelGroup? GroupOf(FunnelReport report, string? value, bool isRest) => (value, isRest) switch
    {
        (null, false) => null,
        (_, true) => report.Groups.FirstOrDefault(g => g.IsRest) ?? throw ApiProblem.NotFound("There is no rest: all are in groups of their own."),
        _ => report.Groups.FirstOrDefault(g => !g.IsRest && (g.Value ?? "") == value)
            ?? throw ApiProblem.NotFound($"No group has the value {Quoted.Text(value!)}."),
    };

    private async ValueTask<FunnelReport> ReportAsync(ApiRequest request, CancellationToken cancellationToken) =>
        await request.Analysis.GetFunnelAsync(
            await FunnelAsync(request, cancellationToken).ConfigureAwait(false), SequenceFilters.Among(request), cancellationToken)
            .ConfigureAwait(false);

    private async ValueTask<FunnelDefinition> FunnelAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (flow, steps) = (request.Get(Flow), request.Get(Steps));
        if (flow is null == steps is null)
        {
            throw ApiProblem.Bad(Steps.Name, "a funnel is a list of steps, or a flow. Write steps=A,B,C, or flow=NAME.");
        }

        var known = await words.GetAsync(cancellationToken).ConfigureAwait(false);
        if (steps?.FirstOrDefault(s => !known.HasStep(s)) is { } missing)
        {
            throw ApiProblem.NotFound($"No step is called {Quoted.Text(missing)}. All that were ever made are in api/v1/flows.");
        }

        var funnel = steps is not null
            ? FunnelDefinition.Of(steps)
            : FunnelDefinition.Of(known.Flows.FirstOrDefault(f => f.Name == flow)
                ?? throw ApiProblem.NotFound($"No flow is called {Quoted.Text(flow!)}. All that were ever gone are in api/v1/flows."));
        return funnel with
        {
            Order = request.Get(Mode) switch { "strict" => FunnelOrder.Strict, "any" => FunnelOrder.Any, _ => FunnelOrder.Ordered },
            Window = request.Get(Window),
            Idle = request.Get(Idle),
            By = request.Get(By) is { } by ? Breakdown(by) with { Top = request.Get(Top) ?? 10 } : null,
        };
    }

    private static FunnelBreakdown Breakdown(string by) => by switch
    {
        "language" => FunnelBreakdown.Language,
        "user" => FunnelBreakdown.User,
        _ => FunnelBreakdown.Property(by),
    };

    private static List<string> ReadSteps(string text)
    {
        var steps = new List<string> { "" };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ',')
            {
                steps.Add("");
            }
            else
            {
                i += text[i] == '\\' && i + 1 < text.Length && text[i + 1] is ',' or '\\' ? 1 : 0;
                steps[^1] += text[i];
            }
        }

        return steps.TrueForAll(s => !string.IsNullOrWhiteSpace(s)) && steps.Count <= 50
            ? steps
            : throw new FormatException($"{Quoted.Text(text)} is no list of 1 to 50 steps. Write their names with commas in between.");
    }
}
