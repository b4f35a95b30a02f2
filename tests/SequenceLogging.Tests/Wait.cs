using System.Diagnostics;

namespace SequenceLogging.Tests;

/// <summary>Waits for what another thread does.</summary>
internal static class Wait
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static async Task UntilAsync(Func<bool> holds)
    {
        for (var clock = Stopwatch.StartNew(); !holds(); await Task.Delay(5))
        {
            Assert.True(clock.Elapsed < Longest, $"It does not come within {Longest}.");
        }
    }
}
