namespace SequenceLogging.Seq.Tests.Figures;

/// <summary>
/// How much is tried. The quick lane is part of <c>dotnet test</c>; the long one is
/// <c>SEQLOG_LANE=long dotnet test tests/SequenceLogging.Seq.Tests</c>, and measures the figures that are promised.
/// </summary>
internal static class Lane
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("SEQLOG_LANE") == "long";

    /// <summary>Notes a figure: in the test's output, and in figures.txt beside the tests.</summary>
    public static void Note(string figure)
    {
        var line = $"{(IsLong ? "long" : "quick")}: {figure}";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        File.AppendAllText(Path.Combine(AppContext.BaseDirectory, "figures.txt"), line + "\n");
    }
}
