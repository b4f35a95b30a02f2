using System.Diagnostics;
using System.Globalization;

namespace SequenceLogging.Sqlite.Tests.Figures;

/// <summary>
/// Asks a question a few times, and notes how long it took: in the test's output, and in figures.txt beside the tests. The quick
/// lane sees that the question is answered; the long one is <c>SEQLOG_LANE=long</c> and a build in Release, and sees that it is
/// answered in time, on a machine that has little else to do.
/// </summary>
internal static class Figures
{
    private const int Times = 5;

    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("SEQLOG_LANE") == "long";

    /// <param name="question">What is asked, for people.</param>
    /// <param name="limit">How long the answer may take; null for a figure that promises nothing.</param>
    /// <param name="ask">Asks, and says how much was answered.</param>
    /// <param name="answers">How much is to be answered; null for anything.</param>
    public static async Task NoteAsync(string question, TimeSpan? limit, Func<Task<int>> ask, int? answers = null)
    {
        var took = new List<TimeSpan>();
        var answered = 0;
        for (var time = 0; time < (limit is null ? 1 : Times); time++)
        {
            var start = Stopwatch.GetTimestamp();
            answered = await ask();
            took.Add(Stopwatch.GetElapsedTime(start));
        }

        var median = took.Order().ElementAt(took.Count / 2);
        var load = Load();
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{question,-46} {answered,7:N0} answers, first {took[0].TotalMilliseconds,9:N1} ms, median {median.TotalMilliseconds,9:N1} ms; load {load:0.0}"));
        if (answers is { } expected)
        {
            Assert.True(expected == answered, $"{question}: {answered} answers instead of {expected}");
        }

        if (IsLong && limit is { } most && load < 2 * Environment.ProcessorCount)
        {
            Assert.True(median < most, $"{question} took {median}, and may take {most}");
        }
    }

    public static void Write(string figure)
    {
        var line = $"{(IsLong ? "long" : "quick")}: {figure}";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        File.AppendAllText(Path.Combine(AppContext.BaseDirectory, "figures.txt"), line + "\n");
    }

    public static double Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : 0;
}
