using System.Text.Json;
using System.Text.Json.Serialization;
using SequenceLogging.Reporting.Changes;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Seq.Setup;

namespace SequenceLogging.Cli.Rendering;

/// <summary>What commands of this program have done, for scripts; journeys and what is counted in them are <see cref="JourneyJson"/>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImportSummary))]
[JsonSerializable(typeof(IReadOnlyList<RetryAnswer>))]
[JsonSerializable(typeof(ErasureAnswer))]
[JsonSerializable(typeof(CopyAnswer))]
[JsonSerializable(typeof(BackupAnswer))]
[JsonSerializable(typeof(PruneAnswer))]
[JsonSerializable(typeof(DoctorAnswer))]
[JsonSerializable(typeof(SeqPushSummary))]
[JsonSerializable(typeof(IReadOnlyList<SeqSetupItem>))]
internal sealed partial class ToolJson : JsonSerializerContext
{
    /// <summary>One document over many lines.</summary>
    public static readonly ToolJson Indented = new(JourneyJson.Readable(isIndented: true));

    /// <summary>One document on one line.</summary>
    public static readonly ToolJson OnOneLine = new(JourneyJson.Readable(isIndented: false));
}
