using System.Globalization;
using SequenceLogging.Journeys;

namespace AdBot.Summary;

/// <summary>The numbers of a store in a few lines.</summary>
internal static class StatisticsText
{
    public static async Task WriteAsync(SystemStatistics statistics, TextWriter output)
    {
        var (sequences, steps) = (statistics.Sequences, statistics.Steps);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{sequences.Total} sequences: {sequences.Completed} completed, {sequences.Active} active, {sequences.Failed} failed, {sequences.Abandoned} abandoned; {sequences.AverageSteps:0.0} steps each"));
        await output.WriteLineAsync(
            $"{steps.Total} steps of {steps.Names} names, {steps.Failed} failed; {statistics.Links.Total} links");
        foreach (var component in statistics.Components)
        {
            var median = component.P50Ms is { } ms ? string.Create(CultureInfo.InvariantCulture, $", median {ms:0} ms") : "";
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"  {component.Component,-10} {component.TotalSteps,3} steps, {component.SuccessRate:P0} succeeded{median}"));
        }

        var delivery = statistics.Delivery;
        await output.WriteLineAsync(
            $"delivery: {delivery.Emitted} emitted, {delivery.Stored} stored, {delivery.Rejected} rejected, {delivery.Dropped} dropped");
    }
}
