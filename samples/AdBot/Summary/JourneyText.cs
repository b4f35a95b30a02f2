using System.Globalization;
using SequenceLogging;
using SequenceLogging.Journeys;

namespace AdBot.Summary;

/// <summary>A journey as a timeline: when since its beginning, how long, and what.</summary>
internal static class JourneyText
{
    public static async Task WriteAsync(SequenceDetails journey, TextWriter output)
    {
        var length = journey.UpdatedAt - journey.CreatedAt;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{journey.SequenceId} of {journey.Username} ({journey.UserId}) is {journey.Status.ToText()}: {journey.StepCount} steps in {length.TotalSeconds:0.0} s"));

        foreach (var step in journey.Steps)
        {
            var at = (step.Timestamp - journey.CreatedAt).TotalSeconds;
            var took = step.DurationMs is { } ms ? string.Create(CultureInfo.InvariantCulture, $"{ms:0} ms") : "";
            var mark = step.Status == StepStatus.Failed ? "✗" : " ";
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"  {at,6:0.000} s {took,7} {mark} {step.Message ?? step.StepName.Value}"));
        }

        await output.WriteLineAsync("  linked to");
        foreach (var link in journey.Links)
        {
            await output.WriteLineAsync($"    {link}");
        }
    }
}
