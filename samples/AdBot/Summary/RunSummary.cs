using SequenceLogging;

namespace AdBot.Summary;

/// <summary>What is to be seen after a run: one journey, the numbers, and what to type next.</summary>
internal static class RunSummary
{
    public static async Task WriteAsync(SequenceLog sequences, string store, TextWriter output)
    {
        // Any journey will do; the one with most steps shows most.
        var recent = await sequences.GetRecentSequencesAsync();
        if (recent.MaxBy(s => s.StepCount) is not { } header
            || await sequences.GetSequenceDetailsAsync(header.SequenceId) is not { } journey)
        {
            await output.WriteLineAsync($"No journey in {store}.");
            return;
        }

        var storeArgument = store.Contains(' ') ? $"\"{store}\"" : store;
        await output.WriteLineAsync();
        await JourneyText.WriteAsync(journey, output);
        await output.WriteLineAsync();
        await StatisticsText.WriteAsync(await sequences.GetSystemStatisticsAsync(), output);
        await output.WriteLineAsync();
        await output.WriteLineAsync(
            $"""
            What to type next:
              dotnet run --project src/SequenceLogging.Cli -- show {journey.SequenceId} --store {storeArgument}
              dotnet run --project src/SequenceLogging.Cli -- find --component payments:TE5768 --store {storeArgument}
              dotnet run --project src/SequenceLogging.Cli -- stats --store {storeArgument}
            """);
    }
}
