using System.Text.Json;
using SequenceLogging.Insight.Conformance;
using SequenceLogging.Insight.Funnels;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>How far journeys come in a list of steps.</summary>
internal static class Funnels
{
    private const int MostSteps = 50, MostGroups = 100, UsualGroups = 10;

    /// <summary>What groups without a value of their own are called, as by the command line's <c>--group</c>.</summary>
    private const string NoValue = "(none)", Rest = "(others)";

    private static readonly ApiParameter<string?> Flow = Parameters.Text("flow", "The steps of this flow in the order of their numbers, instead of steps.");

    private static readonly ApiParameter<IReadOnlyList<string>?> Steps = new(
        "steps", "The steps in their order, with commas between them; as a JSON list where a name holds a comma.", ParseSteps)
    {
        Example = "User_Flow_1_Start,Payment_Step_2_PaymentDetected",
    };

    private static readonly ApiParameter<string?> Mode = Parameters.Word(
        "mode", "Whether other steps may lie between (ordered, which is usual), none may (strict), or the order does not count (any).",
        "ordered", "strict", "any");

    private static readonly ApiParameter<TimeSpan?> Window = Parameters.Span("window", "How long behind the first step the others count.");

    private static readonly ApiParameter<TimeSpan?> Idle = Parameters.Span("idle", "Open sequences that have been quiet for longer count as left.");

    private static readonly ApiParameter<string?> By = Parameters.Text("by", "Breaks down by language, user, or a property that sequences began with.");

    private static readonly ApiParameter<int?> Top = Parameters.Number("top", "With by: the greatest groups, the others together.", 1, MostGroups);

    private static readonly ApiParameter<string?> Group = Parameters.Text("group", $"With by: only of the group of this value; {NoValue} and {Rest} are two of them.");

    private static readonly ApiParameter<FunnelPlace?> Number = new("number", "Which number: " + FunnelPlace.Help, FunnelPlace.Parse)
    {
        IsRequired = true, Example = "left:2",
    };

    // Here a flow is what is asked about, not a property of sequences.
    private static readonly IReadOnlyList<ApiParameter> Asked =
        [Flow, Steps, Mode, Window, Idle, By, Top, .. SequenceFilters.All.Where(p => p.Name != Flow.Name)];

    public static ApiResource Report { get; } = new(
        "funnel", "Who came how far in a flow or a list of steps: who converted, who left and where to, who is still there.",
        typeof(FunnelAnswer), async (request, cancellationToken) => ApiAnswer.Json(
            FunnelAnswer.Of(await ReadAsync(request, cancellationToken).ConfigureAwait(false)), AnswerJson.Readable.FunnelAnswer))
    {
        Parameters = Asked,
        IsShared = true,
    };

    public static ApiResource Opened { get; } = new(
        "funnel/sequences", "The sequences that a number of the funnel counts, newest first.", typeof(IReadOnlyList<OpenedSequence>), OpenAsync)
    {
        Parameters = [Number, Group, .. Asked, Parameters.Before, Parameters.Limit],
    };

    private static async ValueTask<FunnelReport> ReadAsync(ApiRequest request, CancellationToken cancellationToken) =>
        await request.Analysis.GetFunnelAsync(
            await FunnelAsync(request, cancellationToken).ConfigureAwait(false), QueryOf(request), cancellationToken).ConfigureAwait(false);

    private static async ValueTask<ApiAnswer> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        FunnelReport report;
        FunnelGroup? group = null;
        if (request.Get(Group) is { } name)
        {
            // What the others are is known when all groups are.
            report = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
            group = report.Groups.FirstOrDefault(g => (g.IsRest ? Rest : g.Value ?? NoValue) == name)
                ?? throw ApiProblem.NotFound($"No group is called {Quoted.Text(name)} now. The funnel without group and number tells those that there are.");
        }
        else
        {
            report = new FunnelReport
            {
                Funnel = await FunnelAsync(request, cancellationToken).ConfigureAwait(false),
                Query = QueryOf(request),
                AsOf = request.Now,
                All = new FunnelResult(0, [], 0, null, null),
            };
        }

        try
        {
            return await OpenedNumbers.AnswerAsync(request, request.Get(Number)!.Of(report, group), cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            throw ApiProblem.Bad(Number.Name, e.Message);
        }
    }

    private static SequenceQuery QueryOf(ApiRequest request) => SequenceFilters.Read(request) with { Flow = null, Before = null };

    private static async ValueTask<FunnelDefinition> FunnelAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var statistics = await KnownNames.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        var funnel = (request.Get(Flow), request.Get(Steps)) switch
        {
            ({ } flow, null) => FunnelDefinition.Of(
                FlowDefinition.Learn(statistics).FirstOrDefault(f => f.Name == flow)
                ?? throw ApiProblem.Bad(Flow.Name, $"no step is of a flow {Quoted.Text(flow)}. api/v1/flows tells those that there are.")),
            (null, { } steps) => steps.FirstOrDefault(name => statistics.Steps.All(s => s.Step.Name != name)) is { } unknown
                ? throw ApiProblem.Bad(Steps.Name, $"no step is called {Quoted.Text(unknown)}. api/v1/flows tells those that there are.")
                : FunnelDefinition.Of(steps),
            _ => throw ApiProblem.Bad(Steps.Name, "a funnel is a list of steps, or the steps of a flow. Write steps or flow."),
        };
        return funnel with
        {
            Order = request.Get(Mode) switch { "strict" => FunnelOrder.Strict, "any" => FunnelOrder.Any, _ => FunnelOrder.Ordered },
            Window = AboveZero(request, Window),
            Idle = AboveZero(request, Idle),
            By = request.Get(By) is { } by ? Breakdown(by) with { Top = request.Get(Top) ?? UsualGroups } : null,
        };
    }

    private static TimeSpan? AboveZero(ApiRequest request, ApiParameter<TimeSpan?> parameter) => request.Get(parameter) is { Ticks: <= 0 }
        ? throw ApiProblem.Bad(parameter.Name, "it is above zero. Write 30min, 12h or 7d, or leave it out.")
        : request.Get(parameter);

    private static FunnelBreakdown Breakdown(string by) => by switch
    {
        "language" => FunnelBreakdown.Language,
        "user" => FunnelBreakdown.User,
        _ => FunnelBreakdown.Property(by),
    };

    private static string[] ParseSteps(string text)
    {
        string[] steps;
        try
        {
            steps = text.StartsWith('[')
                ? JsonSerializer.Deserialize(text, AnswerJson.Readable.StringArray) ?? []
                : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }
        catch (JsonException)
        {
            throw new FormatException($"{Quoted.Text(text)} begins as a JSON list and is none. Write [\"A\",\"B\"], or A,B.");
        }

        return steps.Length is 0 or > MostSteps || steps.Any(string.IsNullOrWhiteSpace)
            ? throw new FormatException($"{Quoted.Text(text)} has {steps.Length} steps. Write the names of 1 to {MostSteps}.")
            : steps;
    }
}
