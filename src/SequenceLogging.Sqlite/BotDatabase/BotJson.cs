using System.Text.Json.Serialization;

namespace SequenceLogging.Sqlite.BotDatabase;

/// <summary>Serializers made by the compiler, so that nothing is looked up at run time.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class BotJson : JsonSerializerContext;
