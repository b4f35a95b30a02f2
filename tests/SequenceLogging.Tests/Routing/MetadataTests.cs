using System.Text.Json;
using SequenceLogging.Routing;
using Serilog.Events;

namespace SequenceLogging.Tests.Routing;

public class MetadataTests
{
    [Fact]
    public void EverythingThatHasNoMeaningHereIsMetadata()
    {
        var step = Routed.Log(log => log
            .ForContext("RequestId", Guid.Empty)
            .ForContext("LinkType", "alone") // without LinkComponent it means nothing
            .Information(
                "{StepName} {Text} {Number} {Whole} {Yes} {Nothing} {At} {Span} {Day} {@Order} {Tags} {Map}",
                "S", "т", 12.50m, 7L, true, null, new DateTime(2025, 7, 1, 12, 0, 0, DateTimeKind.Utc), TimeSpan.FromMinutes(1),
                DayOfWeek.Friday, new { Id = 1, Lines = new[] { new { Sku = "a" } } }, new[] { "x", "y" },
                new Dictionary<string, int> { ["one"] = 1 })).Single;

        using var json = JsonDocument.Parse(step.Metadata!);
        var expected = JsonDocument.Parse(
            """
            {
              "Text": "т", "Number": 12.50, "Whole": 7, "Yes": true, "Nothing": null, "At": "2025-07-01T12:00:00Z",
              "Span": "00:01:00", "Day": "Friday", "Order": { "Id": 1, "Lines": [{ "Sku": "a" }] }, "Tags": ["x", "y"],
              "Map": { "one": 1 }, "RequestId": "00000000-0000-0000-0000-000000000000", "LinkType": "alone"
            }
            """);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, json.RootElement), step.Metadata);
        Assert.Contains("\"т\"", step.Metadata); // for people, as it was written
    }

    [Fact]
    public void AStructureKeepsItsType()
    {
        var step = Routed.Log(log => log.Information("{StepName} {@Price}", "S", new Price(12.5m))).Single;

        Assert.Equal("""{"Price":{"$type":"Price","Amount":12.5}}""", step.Metadata);
    }

    [Fact]
    public void OnlyWhatIsThereIsWritten()
    {
        using var writer = new MetadataWriter();
        writer.Start();
        Assert.True(writer.End().IsEmpty);

        writer.Start();
        writer.Add("a", new ScalarValue(1));
        Assert.Equal("""{"a":1}"""u8, writer.End());

        writer.Start();
        Assert.True(writer.End().IsEmpty);
    }

    [Fact]
    public async Task MetadataOfASequenceIsWrittenBothDeepAndWide()
    {
        await using var log = new RunningLog();
        var cyclic = new List<object>();
        cyclic.Add(cyclic);

        using (log.Sequences.Begin(metadata: new Dictionary<string, object?>
        {
            ["list"] = new object?[] { 1, null, new Dictionary<string, object> { ["k"] = 2 } },
            ["cyclic"] = cyclic,
            ["endless"] = Endless(),
            ["throwing"] = Throwing(),
            ["manyKeys"] = Enumerable.Range(0, 2_000).ToDictionary(i => i),
            ["after"] = "neighbour",
        }))
        {
        }

        using var json = JsonDocument.Parse(log.Store.Sequences[0].Sequence.Metadata!);
        Assert.Equal("""[1,null,{"k":2}]""", json.RootElement.GetProperty("list").GetRawText());
        Assert.EndsWith($"{Limits.CutMark}{Close(15)}", json.RootElement.GetProperty("cyclic").GetRawText());
        Assert.Equal(Limits.Elements + 1, json.RootElement.GetProperty("endless").GetArrayLength());
        Assert.Equal("[1,\"(threw InvalidOperationException)\"]", json.RootElement.GetProperty("throwing").GetRawText());
        Assert.True(json.RootElement.GetProperty("manyKeys").GetProperty(Limits.CutMark).GetBoolean());
        Assert.Equal("neighbour", json.RootElement.GetProperty("after").GetString());

        static string Close(int levels) => '"' + new string(']', levels);
    }

    private static IEnumerable<int> Endless()
    {
        for (var i = 0; ; i++)
        {
            yield return i;
        }
    }

    private static IEnumerable<int> Throwing()
    {
        yield return 1;
        throw new InvalidOperationException();
    }

    private sealed record Price(decimal Amount);
}
