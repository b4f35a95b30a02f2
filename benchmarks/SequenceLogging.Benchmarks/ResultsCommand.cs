using SequenceLogging.Benchmarks.Checking;
using SequenceLogging.Benchmarks.Profiling;

namespace SequenceLogging.Benchmarks;

/// <summary>Everything that is committed under <c>benchmarks/results</c>, anew: the targets, the profile, the growth, the layouts.</summary>
internal static class ResultsCommand
{
    /// <returns>What the check answers.</returns>
    public static async Task<int> RunAsync()
    {
        var answer = await CheckCommand.RunAsync([]);
        await WriteAsync("profile", output => ProfileCommand.RunAsync(ProfileCommand.UsualSteps, output));
        await WriteAsync("growth", output => GrowthCommand.RunAsync(GrowthCommand.UsualSteps, output));
        await WriteAsync("layouts", output => LayoutsCommand.RunAsync(LayoutsCommand.UsualSteps, output));
        return answer;
    }

    private static async Task WriteAsync(string kind, Func<TextWriter, Task> write)
    {
        await Console.Error.WriteLineAsync($"{kind} …");
        await using var file = File.CreateText(Results.PathOfToday(kind));
        await write(file);
    }
}
