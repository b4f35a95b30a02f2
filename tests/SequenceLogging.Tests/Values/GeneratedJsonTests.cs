using System.Text.Json;
using System.Text.Json.Serialization;

namespace SequenceLogging.Tests.Values;

/// <summary>Source-generated serializers create the converters without reflection.</summary>
public partial class GeneratedJsonTests
{
    [Fact]
    public void ASourceGeneratedSerializerWritesAndReadsEveryValue()
    {
        var all = new All(
            QualifiedStep.Parse("SEQ-2025-07-00001:Start"), 7, ComponentLink.Parse("ads:ad:87"), SequenceStatus.Active,
            new() { [SequenceId.Parse("SEQ-2025-07-00001")] = StepStatus.Started });

        string json = JsonSerializer.Serialize(all, Context.Default.All);

        Assert.Equal(
            """{"Step":"SEQ-2025-07-00001:Start","User":7,"Link":"ads:ad:87","Status":"active","""
                + "\"Steps\":{\"SEQ-2025-07-00001\":\"started\"}}",
            json);
        All read = JsonSerializer.Deserialize(json, Context.Default.All)!;
        Assert.Equal(all with { Steps = read.Steps }, read);
        Assert.Equal(all.Steps, read.Steps);
    }

    [Fact]
    public void TheConvertersAreOpenToSerializersOfOtherAssemblies()
    {
        Type[] withConverter =
        [
            .. typeof(SequenceId).Assembly.GetExportedTypes()
                .Where(type => type.IsDefined(typeof(JsonConverterAttribute), inherit: false)),
        ];

        Assert.Superset(
            new HashSet<Type>
            {
                typeof(SequenceId), typeof(StepName), typeof(QualifiedStep), typeof(ComponentLink), typeof(UserId),
                typeof(SequenceStatus), typeof(StepStatus),
            },
            withConverter.ToHashSet());
        Assert.All(withConverter, type => Assert.True(
            type.GetCustomAttributes(false).OfType<JsonConverterAttribute>().Single().ConverterType!.IsVisible, type.Name));
    }

    internal sealed record All(
        QualifiedStep Step, UserId User, ComponentLink Link, SequenceStatus Status, Dictionary<SequenceId, StepStatus> Steps);

    [JsonSerializable(typeof(All))]
    private sealed partial class Context : JsonSerializerContext;
}
