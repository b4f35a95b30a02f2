using SequenceLogging.Journeys;
using SequenceLogging.Summaries;
using Serilog.Events;

namespace SequenceLogging.Seq.Clef;

/// <summary>
/// One event that sums up a journey that has ended: the very event that the live side writes, made of the same journey, so that
/// charts over both are right.
/// </summary>
internal static class SummaryLine
{
    /// <summary>Null where the journey has not ended.</summary>
    public static ClefEvent? Of(SequenceDetails journey)
    {
        if (JourneySummary.OfEnded(journey) is not { } summary)
        {
            return null;
        }

        var logged = SummaryEvent.Of(summary);
        return new ClefEvent
        {
            Id = summary.SummaryId,
            At = logged.Timestamp,
            Level = logged.Level is LogEventLevel.Information ? null : logged.Level.ToString(),
            Template = logged.MessageTemplate.Text,
            Properties = [.. logged.Properties.Select(p => (p.Key, Value(p.Value)))],
        };
    }

    private static object? Value(LogEventPropertyValue value) => value switch
    {
        ScalarValue scalar => scalar.Value,
        SequenceValue list => list.Elements.Select(e => e is ScalarValue { Value: string text } ? text : e.ToString()).ToArray(),
        StructureValue table => table.Properties
            .Where(row => row.Value is ScalarValue { Value: double })
            .DistinctBy(row => row.Name)
            .ToDictionary(row => row.Name, row => (double)((ScalarValue)row.Value).Value!),
        _ => value.ToString(),
    };
}
