using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SequenceLogging.AspNetCore.Api.Searching;
using SequenceLogging.AspNetCore.Changes;
using SequenceLogging.AspNetCore.Live;
using SequenceLogging.Reporting;
using SequenceLogging.Reporting.Changes;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>
/// The answers that the command line has not; those that it has are written by <see cref="JourneyJson"/>. Their property names are a
/// promise. Letters of all scripts stand as themselves: nobody reads this as HTML, its type says so and nothing may guess.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(AllowedChanges))]
[JsonSerializable(typeof(EraseWish))]
[JsonSerializable(typeof(ErasureAnswer))]
[JsonSerializable(typeof(RetryAnswer))]
[JsonSerializable(typeof(LiveSteps))]
[JsonSerializable(typeof(JourneyReportAnswer))]
[JsonSerializable(typeof(OverviewAnswer))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(TwinAnswer))]
[JsonSerializable(typeof(NamesAnswer))]
[JsonSerializable(typeof(StoreAnswer))]
[JsonSerializable(typeof(ExaminationAnswer))]
[JsonSerializable(typeof(DashboardVariants))]
internal sealed partial class AnswerJson : JsonSerializerContext
{
    public static readonly AnswerJson Readable = new(JourneyJson.Readable(isIndented: false));
}
