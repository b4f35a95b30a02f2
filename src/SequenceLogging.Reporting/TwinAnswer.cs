using System.Text.Json.Serialization;
using SequenceLogging.Insight.Comparing;
using SequenceLogging.Journeys;

namespace SequenceLogging.Reporting;

/// <summary>A journey beside another, with all of the other, for whoever draws both.</summary>
/// <param name="Contrast">What differs.</param>
/// <param name="OtherJourney">The one beside it.</param>
internal sealed record TwinAnswer(ContrastAnswer Contrast, SequenceDetails OtherJourney) : ContrastAnswer(Contrast)
{
    [JsonIgnore]
    public ContrastAnswer Contrast { get; init; } = Contrast;

    public static new TwinAnswer Of(JourneyContrast contrast) => new(ContrastAnswer.Of(contrast), contrast.Other);
}
