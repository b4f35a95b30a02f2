using Serilog;

namespace SequenceLogging.Benchmarks.Events;

/// <summary>What the benchmarks log: the same journey and the same events in all of them.</summary>
public static class Journey
{
    /// <summary>The journey's id.</summary>
    public static SequenceId Id { get; } = new(2025, 7, 1);

    /// <summary>The id as the text that every event carries.</summary>
    public const string IdText = "SEQ-2025-07-00001";

    /// <summary>Logs one event that is no step.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="properties">How many properties it has: 1, 3 or 8.</param>
    public static void LogEvent(ILogger logger, int properties)
    {
        ArgumentNullException.ThrowIfNull(logger);
        switch (properties)
        {
            case 1:
                logger.Information("Posted to {Channel}", "@i3lani");
                break;
            case 3:
                logger.Information("Posted {Post} to {Channel} in {Language}", "AA00", "@i3lani", "en");
                break;
            case 8:
                logger.Information(
                    "Posted {Post} of {Campaign} to {Channel} in {Language} for {User}: {Kind}, {Size}, {Slot}",
                    "AA00", "CAM-2025-07-TEST", "@i3lani", "en", "ann", "photo", "large", "morning");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(properties), properties, "There are events with 1, 3 or 8 properties.");
        }
    }
}
