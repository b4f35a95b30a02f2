using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SequenceLogging.Insight;
using SequenceLogging.Insight.Components;
using SequenceLogging.Insight.Errors;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Journeys;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Reporting.Exports;

/// <summary>
/// The answers for scripts, which the command line writes and the dashboard serves. Their property names are a promise. Serializers
/// are generated: reflection would double the time that a run of the command line takes.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SequenceDetails))]
[JsonSerializable(typeof(IReadOnlyList<SequenceHeader>))]
[JsonSerializable(typeof(SystemStatistics))]
[JsonSerializable(typeof(StoredStep))]
[JsonSerializable(typeof(IReadOnlyList<EventRow>))]
[JsonSerializable(typeof(IReadOnlyList<RejectedEvent>))]
[JsonSerializable(typeof(IReadOnlyList<FailedSequence>))]
[JsonSerializable(typeof(IReadOnlyList<StuckSequence>))]
[JsonSerializable(typeof(ComponentReport))]
[JsonSerializable(typeof(ContrastAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(FlowAnswer))]
[JsonSerializable(typeof(VariantsAnswer))]
[JsonSerializable(typeof(FunnelAnswer))]
[JsonSerializable(typeof(CheckAnswer))]
[JsonSerializable(typeof(IReadOnlyList<OpenedSequence>))]
internal sealed partial class JourneyJson : JsonSerializerContext
{
    /// <summary>One document over many lines.</summary>
    public static readonly JourneyJson Indented = new(Readable(isIndented: true));

    /// <summary>One document on one line.</summary>
    public static readonly JourneyJson OnOneLine = new(Readable(isIndented: false));

    /// <summary>Writes one document and ends the line.</summary>
    public static void Write<T>(TextWriter output, T value, JsonTypeInfo<T> type) => output.Write(Text(value, type));

    /// <summary>One document with the end of its line.</summary>
    public static string Text<T>(T value, JsonTypeInfo<T> type) =>
        SafeText.Json(JsonSerializer.Serialize(value, type), onOneLine: !type.Options.WriteIndented) + "\n";

    /// <summary>Letters of all scripts as themselves: <see cref="SafeText"/> escapes what a terminal must not get.</summary>
    public static JsonSerializerOptions Readable(bool isIndented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = isIndented,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
