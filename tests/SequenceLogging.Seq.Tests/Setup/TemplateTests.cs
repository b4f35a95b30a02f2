using System.Text.Json.Nodes;
using SequenceLogging.Seq.Setup;

namespace SequenceLogging.Seq.Tests.Setup;

public class TemplateTests
{
    public static TheoryData<string> Names => [.. TemplateSet.Load().Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EachTemplateRefersToThoseBeforeIt(string name)
    {
        var before = TemplateSet.Load().TakeWhile(t => t.Name != name).Select(t => t.Name).ToHashSet();

        var (kind, entity) = TemplateSet.Load().Single(t => t.Name == name).Evaluate(other => before.Contains(other) ? "id-of-" + other : null);

        Assert.StartsWith(kind + "-", name, StringComparison.Ordinal);
        Assert.DoesNotContain("ref(", entity.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EachExpressionIsOneOfSeqsLanguage(string name)
    {
        var (kind, entity) = TemplateSet.Load().Single(t => t.Name == name).Evaluate(_ => "signal-1");
        switch (kind)
        {
            case "signal":
                QueryGrammar.Filter((string)Assert.Single(entity["Filters"]!.AsArray())!["Filter"]!);
                break;
            case "expressionindex":
                QueryGrammar.Filter((string)entity["Expression"]!);
                break;
            case "alert":
                Check(entity, "Select");
                break;
            default:
                Assert.All(entity["Charts"]!.AsArray(), chart => Check((JsonObject)Assert.Single(chart!["Queries"]!.AsArray())!, "Measurements"));
                Assert.All(entity["Charts"]!.AsArray(), chart => Assert.InRange((int)chart!["DisplayStyle"]!["WidthColumns"]!, 1, 12));
                break;
        }
    }

    [Fact]
    public void TheDashboardFillsItsRows()
    {
        var (_, dashboard) = TemplateSet.Load().Single(t => t.Name == "dashboard-journeys.template").Evaluate(_ => "signal-1");

        Assert.Equal(0, dashboard["Charts"]!.AsArray().Sum(chart => (int)chart!["DisplayStyle"]!["WidthColumns"]!) % 12);
    }

    [Theory]
    [InlineData("""{"A":1}""")]
    [InlineData("""{"$entity":1}""")]
    [InlineData("""{"$entity":"signal",}""")]
    [InlineData("""{"$entity":"signal","A":ref("other"}""")]
    [InlineData("""{"$entity":"signal","A":ref(other)}""")]
    [InlineData("""{"$entity":"signal","A":arg("x")}""")]
    [InlineData("""{"$entity":"signal","A":ref("missing")}""")]
    public void WhatIsNoTemplateIsNoticedByName(string source) => Assert.Contains(
        "my.template", Assert.Throws<FormatException>(() => new Template("my.template", source).Evaluate(_ => null)).Message, StringComparison.Ordinal);

    [Fact]
    public void AReferenceWithinATextIsAText()
    {
        var (_, entity) = new Template("t", """{"$entity":"signal","A":"ref(\"x\")","B":ref("x")}""").Evaluate(name => $"id \"of\" {name}");

        Assert.Equal("ref(\"x\")", (string?)entity["A"]);
        Assert.Equal("id \"of\" x", (string?)entity["B"]);
    }

    private static void Check(JsonObject query, string columns)
    {
        var labels = new List<string>();
        foreach (var column in query[columns]!.AsArray())
        {
            QueryGrammar.Measurement((string)column!["Value"]!);
            labels.Add((string)column["Label"]!);
        }

        labels.AddRange(query["GroupBy"]!.AsArray().Select(group => QueryGrammar.Grouping((string)group!)));
        Assert.Distinct(labels);
        if (query["Where"] is { } where)
        {
            QueryGrammar.Filter((string)where!);
        }

        if (query["Having"] is { } having)
        {
            QueryGrammar.Having((string)having!, labels);
        }

        foreach (var order in query["OrderBy"]?.AsArray() ?? [])
        {
            QueryGrammar.Ordering((string)order!, labels);
        }
    }
}
