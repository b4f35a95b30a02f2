using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SequenceLogging.Insight;
using SequenceLogging.Insight.Components;
using SequenceLogging.Insight.Errors;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>The answers in JSON, in the same shapes as those of the command line. Their property names are a promise.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(IReadOnlyList<SequenceHeader>))]
[JsonSerializable(typeof(SequenceDetails))]
[JsonSerializable(typeof(SystemStatistics))]
[JsonSerializable(typeof(IReadOnlyList<StuckSequence>))]
[JsonSerializable(typeof(IReadOnlyList<FailedSequence>))]
[JsonSerializable(typeof(ComponentReport))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(FlowAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext
{
    /// <summary>Letters of all scripts as themselves: nobody reads this as HTML, its type says so and nothing may guess.</summary>
    public static readonly AnswerJson Readable = new(
        new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
