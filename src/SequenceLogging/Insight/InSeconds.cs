namespace SequenceLogging.Insight;

/// <summary>Times as reports tell them.</summary>
internal static class InSeconds
{
    /// <summary>Milliseconds in seconds, to the microsecond as stores keep times; null for null.</summary>
    public static double? Of(double? milliseconds) => milliseconds is { } known ? Math.Round(known / 1000, 6) : null;
}
