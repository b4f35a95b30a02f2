using System.Text;
using System.Text.Json;
using SequenceLogging.Seq.Clef;

namespace SequenceLogging.Seq.Tests.Clef;

/// <summary>Lines as the writer writes them; each of them has passed the checker.</summary>
internal static class Written
{
    public static readonly SequenceId Journey = SequenceId.Parse("SEQ-2025-07-00001");

    public static readonly DateTimeOffset Time = new(2025, 7, 14, 9, 12, 3, TimeSpan.Zero);

    public static JsonElement Of(ClefEvent logged, int maxBytes = 256 * 1024)
    {
        var buffer = new ClefBuffer();
        using var writer = new ClefWriter(buffer, maxBytes);
        writer.Write(logged);
        var text = Encoding.UTF8.GetString(buffer.Written.Span);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.InRange(buffer.Length, 1, maxBytes + 1);
        Assert.Empty(ClefChecker.Find(text[..^1]));
        return JsonDocument.Parse(text).RootElement;
    }

    public static ClefEvent Step(string? metadata = null, string? message = "12.5 TON") => JourneyEvents.OfStep(
        Journey,
        566158428,
        new Journeys.SequenceStep
        {
            Order = 7,
            StepName = new StepName("CreateAd_Step_6_CalculatePrice"),
            Component = "pricing",
            Status = StepStatus.Completed,
            Timestamp = Time.AddTicks(1234567),
            DurationMs = 41.5,
            Message = message,
            Metadata = metadata,
        });
}
