namespace SequenceLogging.Cli.Rendering.Insight;

/// <summary>Shares as bars, to an eighth of a cell.</summary>
internal static class Bars
{
    private const string Eighths = "▏▎▍▌▋▊▉";

    /// <summary>The bar; what is more than nothing is never empty.</summary>
    public static string Of(double share, int width)
    {
        var eighths = (int)Math.Round(Math.Clamp(share, 0, 1) * width * 8);
        eighths = share > 0 ? Math.Max(1, eighths) : 0;
        return new string('█', eighths / 8) + (eighths % 8 > 0 ? Eighths[(eighths % 8) - 1].ToString() : "");
    }
}
