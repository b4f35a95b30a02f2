using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Reporting.Journeys;

/// <summary>What happened, as a sign and a few words.</summary>
internal static class MomentText
{
    public static string Sign(JourneyMoment moment) => moment switch
    {
        BeginMoment => "▶",
        StepMoment { Step.Status: var status } => StatusMark.Of(status).Sign,
        StatusMoment { Change.Status: var status } => StatusMark.Of(status).Sign,
        LinkMoment => "↳",
        _ => "✖",
    };

    /// <summary>The step, the link, the status, or what else it is.</summary>
    public static string What(EventRow row) => row.StepName?.Value ?? row.Link ?? row.Status ?? row.Kind;

    /// <summary>What is worth reading beside it: its message, and of what failed the error.</summary>
    public static string Detail(EventRow row)
    {
        string[] parts =
        [
            row.Kind is "link" && row.Message is "primary" ? ""
                : row.StepName is { } name ? MessageText.Without(name, row.Message)
                : row.Message ?? "",
            row.Error ?? "",
        ];
        return string.Join("  ", parts.Select(SafeText.FirstLine).Where(p => p.Length > 0));
    }

    public static Look LookOf(JourneyMoment moment) => moment switch
    {
        _ when JourneyReport.IsFailure(moment) => Look.Alarm,
        StepMoment { Step.Status: var status } => StatusMark.Of(status).Look,
        StatusMoment { Change.Status: var status } => StatusMark.Of(status).Look,
        LinkMoment => Look.Accent,
        _ => Look.Dim,
    };
}
