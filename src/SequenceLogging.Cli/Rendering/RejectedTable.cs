using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Rendering;

/// <summary>What was rejected, one below the other.</summary>
internal static class RejectedTable
{
    public static Grid Of(IEnumerable<RejectedEvent> rejected)
    {
        var grid = new Grid(
            new Column("id") { Right = true },
            new Column("logged (UTC)") { Optional = true, GivesWay = 3 },
            new Column("reason") { Least = 12, GivesWay = 2 },
            new Column("sequence") { Optional = true, GivesWay = 1 },
            new Column("retry") { Optional = true, GivesWay = 1 },
            new Column("message") { Least = 16, GivesWay = 4 });
        foreach (var one in rejected)
        {
            grid.Add(
                new Phrase(one.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), Look.Strong),
                new Phrase(Times.Full(one.Timestamp), Look.Dim),
                new Phrase(ReasonWords.Of(one.Reason), Look.Warning),
                new Phrase(one.SequenceId?.ToString() ?? "–", one.SequenceId is null ? Look.Dim : Look.Id),
                one.CanRetry ? new Phrase("yes", Look.Good) : new Phrase("no", Look.Dim),
                What(one));
            if (SafeText.FirstLine(one.Error ?? "") is { Length: > 0 } error)
            {
                grid.AddSpan([""], new Phrase(" ").Add(error, Look.Bad));
            }
        }

        return grid;
    }

    private static Phrase What(RejectedEvent one)
    {
        var message = SafeText.FirstLine(one.Message ?? "");
        var what = message.Length > 0 ? new Phrase(message) : new Phrase(MetadataText.Compact(one.Metadata), Look.Dim);
        return what.Add(one.Count > 1 ? $"  ({Numbers.Of(one.Count, "record")})" : "", Look.Dim);
    }
}
