using SequenceLogging.Insight;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Rendering;

/// <summary>Writes whole journeys in one format, one after the other.</summary>
internal sealed class JourneyWriter(ExportFormat format, ISequenceReader reader, TimeProvider time)
{
    /// <summary>How many were written.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the format is a page of one journey.</summary>
    public bool IsForOne => format is ExportFormat.Markdown or ExportFormat.Html;

    public async ValueTask WriteAsync(TextWriter output, SequenceDetails journey, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case ExportFormat.Json:
                JourneyJson.Write(output, journey, JourneyJson.OnOneLine.SequenceDetails);
                break;
            case ExportFormat.Csv:
                if (Count == 0)
                {
                    CsvAnswers.Events.WriteHead(output);
                }

                CsvAnswers.Events.WriteRows(output, EventRow.AllOf(journey));
                break;
            default:
                var report = await JourneyReport.ReadAsync(reader, journey, new StuckRules(), time.GetUtcNow(), cancellationToken);
                output.Write(format is ExportFormat.Html ? JourneyHtml.Of(report, "seqlog export") : JourneyMarkdown.Of(report, "`seqlog export`"));
                break;
        }

        Count++;
    }
}
