using System.Text.Json;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Seq;

namespace SequenceLogging.Cli.Rendering;

/// <summary>Where a journey and its failed steps stand in Seq.</summary>
/// <param name="server">The address of the server.</param>
internal sealed class SeqAddresses(string server)
{
    private const string Member = "seqUrl";

    public Uri OfJourney(SequenceId id) => SeqLinks.OfSequence(server, id);

    public Uri OfStep(SequenceId id, StepName step) => SeqLinks.OfStep(server, id, step);

    /// <summary>Lines below the journey. They are not cut: a cut address leads nowhere.</summary>
    public IEnumerable<Phrase> Lines(SequenceDetails journey)
    {
        yield return Line("in Seq", Look.Dim, OfJourney(journey.SequenceId));
        foreach (var name in journey.Steps.Where(s => s.Status is StepStatus.Failed).Select(s => s.StepName).Distinct())
        {
            yield return Line($"✖ {name}", Look.Bad, OfStep(journey.SequenceId, name));
        }
    }

    /// <summary>The journey as JSON, with the address in it and in each failed step.</summary>
    public string Json(SequenceDetails journey)
    {
        var json = JsonSerializer.SerializeToNode(journey, JourneyJson.Indented.SequenceDetails)!.AsObject();
        json[Member] = OfJourney(journey.SequenceId).AbsoluteUri;
        foreach (var (step, node) in journey.Steps.Zip(json["steps"]!.AsArray()))
        {
            if (step.Status is StepStatus.Failed)
            {
                node![Member] = OfStep(journey.SequenceId, step.StepName).AbsoluteUri;
            }
        }

        return SafeText.Json(json.ToJsonString(JourneyJson.Indented.Options), onOneLine: false);
    }

    private static Phrase Line(string what, Look look, Uri address) =>
        new Phrase("  ").Add(what, look).Add("  ").Add(address.AbsoluteUri, Look.Accent);
}
