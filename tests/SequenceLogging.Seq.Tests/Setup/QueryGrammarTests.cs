namespace SequenceLogging.Seq.Tests.Setup;

/// <summary>The reading of expressions itself: what Seq's makers write passes, what people write by mistake does not.</summary>
public class QueryGrammarTests
{
    [Theory]
    [InlineData("@Timestamp >= Now() - 10m")]
    [InlineData("@Message like '%overflow%' ci or @Exception like '%overflow%' ci")]
    [InlineData("@Level in ['f', 'fatal'] ci")]
    [InlineData("Has(MachineId) and not Has(@Start)")]
    [InlineData("StatusCode >= 200 and StatusCode < 300")]
    [InlineData("@Exception is not null and Name = 'Ann''s'")]
    [InlineData("Name not like 'a%'")]
    [InlineData("@Resource.service.name = 'x'")]
    public void AFilterPasses(string text) => QueryGrammar.Filter(text);

    [Theory]
    [InlineData("count(*)")]
    [InlineData("round(sum(Product.SizeInGrams) / 1000, 1)")]
    [InlineData("Concat(ToJson(Round(percentile(Elapsed, 99), 0)), ' ms')")]
    [InlineData("count(distinct(@EventType))")]
    [InlineData("count(*) / (interval() / 1d)")]
    [InlineData("sum(if Outcome = 'completed' then 1 else 0)")]
    public void AMeasurementPasses(string text) => QueryGrammar.Measurement(text);

    [Theory]
    [InlineData("Name = \"text\"")]
    [InlineData("Name == 'text'")]
    [InlineData("Name = 'it's'")]
    [InlineData("Name = 'text' && Has(A)")]
    [InlineData("IsNull(Name)")]
    [InlineData("Name = ")]
    [InlineData("(Name = 'a'")]
    [InlineData("Name is 'a'")]
    [InlineData("if Name then 1")]
    [InlineData("count(*) > 1")]
    [InlineData("Name not 'a'")]
    [InlineData("")]
    public void AWrongFilterIsNoticed(string text) => Assert.Throws<FormatException>(() => QueryGrammar.Filter(text));

    [Fact]
    public void AWrongColumnIsNoticed()
    {
        Assert.Throws<FormatException>(() => QueryGrammar.Measurement("StepName"));
        Assert.Throws<FormatException>(() => QueryGrammar.Having("count(*) > 1", ["count"]));
        Assert.Throws<FormatException>(() => QueryGrammar.Having("failed > 1", ["count"]));
        Assert.Throws<FormatException>(() => QueryGrammar.Ordering("failed desc", ["count"]));
        Assert.Throws<FormatException>(() => QueryGrammar.Grouping("Replace(A, 'b', '')"));
        QueryGrammar.Having("count > 1", ["count"]);
        QueryGrammar.Ordering("count desc", ["count"]);
        Assert.Equal("flow", QueryGrammar.Grouping("Replace(A, /_[0-9].*/, '') as flow"));
        Assert.Equal("StepName", QueryGrammar.Grouping("StepName"));
    }
}
