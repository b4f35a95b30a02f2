using System.CommandLine;
using SequenceLogging.Journeys;

namespace SequenceLogging.Cli.Commands;

/// <summary>Which steps are told, of all that arrive.</summary>
internal sealed class StepFilter
{
    private const char Any = '*';

    private readonly Option<UserId?> _user = Parsed.Option<UserId>("--user", "U", "Of this user.");

    private readonly Option<SequenceId?> _sequence = Parsed.Option<SequenceId>("--sequence", "ID", "Of this sequence.");

    private readonly Option<string?> _component = new("--component")
    {
        Description = "Made by this component, as payments.",
        HelpName = "C",
    };

    private readonly Option<string?> _step = new("--step")
    {
        Description = "Of this name; with a * at its end, of names that begin so: Payment_*.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _flow = new("--flow")
    {
        Description = "Of this flow, as CreateAd.",
        HelpName = "FLOW",
    };

    private readonly Option<StepStatus?> _status = Parsed.StepStatus();

    public IReadOnlyList<Option> Options => [_user, _sequence, _component, _step, _flow, _status];

    /// <summary>The whole name of a step that was asked for; null where none was, or only how it begins.</summary>
    public string? WholeName(ParseResult arguments) =>
        arguments.GetValue(_step) is { } name && !name.EndsWith(Any) ? name : null;

    /// <summary>What was asked for.</summary>
    public Predicate<StoredStep> Read(ParseResult arguments)
    {
        var (user, sequence, status) = (arguments.GetValue(_user), arguments.GetValue(_sequence), arguments.GetValue(_status));
        var (component, flow) = (arguments.GetValue(_component), arguments.GetValue(_flow));
        var name = arguments.GetValue(_step);
        var prefix = name?.EndsWith(Any) is true ? name[..^1] : null;
        return step =>
            (user is null || step.UserId == user)
            && (sequence is null || step.SequenceId == sequence)
            && (status is null || step.Status == status)
            && (component is null || step.Component == component)
            && (flow is null || step.StepName.FlowSpan.SequenceEqual(flow))
            && (prefix is not null
                ? step.StepName.Value.StartsWith(prefix, StringComparison.Ordinal)
                : name is null || step.StepName.Value == name);
    }
}
