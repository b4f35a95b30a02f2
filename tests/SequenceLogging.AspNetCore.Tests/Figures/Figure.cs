using System.Diagnostics;
using System.Globalization;

namespace SequenceLogging.AspNetCore.Tests.Figures;

/// <summary>
/// Figures of this assembly's tests: in the test's output, and in figures.txt beside them. The quick lane sees that it works; the long
/// one is <c>SEQLOG_LANE=long</c> and a build in Release, and sees that limits hold, on a machine that has little else to do.
/// </summary>
internal static class Figure
{
    private const int Times = 9;

    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("SEQLOG_LANE") == "long";

    /// <summary>Whether a limit on time means something now.</summary>
    public static bool IsQuiet => IsLong && Load() < 2 * Environment.ProcessorCount;

    /// <summary>Asks a few times and notes how long that took.</summary>
    public static async Task NoteAsync(string question, double mostMs, Func<Task> ask)
    {
        var took = new List<double>();
        for (var time = 0; time < Times; time++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask();
            took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var (first, median, worst) = (took[0], took.Order().ElementAt(took.Count / 2), took.Max());
        Write($"{question,-40} first {first,8:N1} ms, median {median,8:N1} ms, longest {worst,8:N1} ms, may take {mostMs:N0} ms; load {Load():0.0}");
        if (IsQuiet)
        {
            Assert.True(median < mostMs, $"{question} took {median} ms, and may take {mostMs}");
        }
    }

    public static void Write(FormattableString figure)
    {
        var line = $"{(IsLong ? "long" : "quick")}: {figure.ToString(CultureInfo.InvariantCulture)}";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        File.AppendAllText(Path.Combine(AppContext.BaseDirectory, "figures.txt"), line + "\n");
    }

    public static double Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : 0;
}
