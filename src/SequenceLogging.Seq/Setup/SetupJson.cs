using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SequenceLogging.Seq.Setup;

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class SetupJson : JsonSerializerContext;
