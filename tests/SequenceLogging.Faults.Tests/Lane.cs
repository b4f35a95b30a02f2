// The tests kill processes, measure times and listen to Serilog's SelfLog, of which a process has one.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace SequenceLogging.Faults.Tests;

/// <summary>
/// How much is tried. The quick lane is part of <c>dotnet test</c>; the long one is
/// <c>SEQLOG_LANE=long dotnet test tests/SequenceLogging.Faults.Tests</c>, and takes the better part of an hour.
/// </summary>
internal static class Lane
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("SEQLOG_LANE") == "long";

    public static T Pick<T>(T quick, T @long) => IsLong ? @long : quick;

    /// <summary>Notes a figure for docs/reliability.md: in the test's output, and in figures.txt beside the tests.</summary>
    public static void Note(string figure)
    {
        var line = $"{(IsLong ? "long" : "quick")}: {figure}";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        File.AppendAllText(Path.Combine(AppContext.BaseDirectory, "figures.txt"), line + "\n");
    }
}
