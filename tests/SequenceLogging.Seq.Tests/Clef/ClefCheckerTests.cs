namespace SequenceLogging.Seq.Tests.Clef;

/// <summary>The checker itself: a good line passes, and each rule notices a line that breaks it.</summary>
public class ClefCheckerTests
{
    private const string Time = "\"@t\":\"2025-07-14T09:12:03.1234567Z\"";

    [Theory]
    [InlineData("""{"@t":"2025-07-14T09:12:03Z","@m":""}""")]
    [InlineData("""{"@t":"2025-07-14T09:12:03.1234567+02:00","@mt":"{N:000} of {{x:0}}","@r":["007"],"N":7,"@l":"Error","@x":"e","@i":"0123abcd"}""")]
    [InlineData("""{"@t":"2025-07-14T09:12:03Z","@m":"a","@tr":"0af7651916cd43dd8448eb211c80319c","@sp":"b7ad6b7169203331","@@t":1,"@i":7}""")]
    public void AGoodLinePasses(string line) => Assert.Empty(ClefChecker.Find(line));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("[1]")]
    [InlineData("{} {}")]
    [InlineData("""{"@m":"without a time"}""")]
    [InlineData("""{"@t":"14.07.2025 09:12","@m":""}""")]
    [InlineData("""{"@t":"2025-07-14T09:12:03","@m":"without a zone"}""")]
    [InlineData("""{"@t":1752484323,"@m":""}""")]
    public void ALineThatIsNoEventIsNoticed(string line) => Assert.NotEmpty(ClefChecker.Find(line));

    [Theory]
    [InlineData("")]
    [InlineData(",\"@m\":7")]
    [InlineData(",\"@m\":\"\",\"@l\":\"Information\"")]
    [InlineData(",\"@m\":\"\",\"@l\":\"warn\"")]
    [InlineData(",\"@m\":\"\",\"@l\":3")]
    [InlineData(",\"@m\":\"\",\"@x\":{\"Message\":\"boom\"}")]
    [InlineData(",\"@m\":\"\",\"@y\":1")]
    [InlineData(",\"@m\":\"\",\"\":1")]
    [InlineData(",\"@m\":\"\",\"A\":1,\"A\":2")]
    [InlineData(",\"@m\":\"\",\"A\":1,\"a\":2")]
    [InlineData(",\"@m\":\"\",\"A\":{\"b\":1,\"b\":2}")]
    [InlineData(",\"@m\":\"\",\"A\":NaN")]
    [InlineData(",\"@m\":\"\",\"A\":1e999")]
    [InlineData(",\"@m\":\"\",\"A\":[\"\\ud800\"]")]
    [InlineData(",\"@m\":\"\",\"@i\":\"step\"")]
    [InlineData(",\"@m\":\"\",\"@tr\":\"0AF7651916CD43DD8448EB211C80319C\"")]
    [InlineData(",\"@m\":\"\",\"@sp\":\"1\"")]
    [InlineData(",\"@mt\":\"{A:0}\",\"A\":1")]
    [InlineData(",\"@mt\":\"{A:0}\",\"A\":1,\"@r\":[\"1\",\"2\"]")]
    [InlineData(",\"@mt\":\"{A}\",\"A\":1,\"@r\":[\"1\"]")]
    [InlineData(",\"@mt\":\"{A}\",\"B\":1")]
    public void AnEventThatBreaksARuleIsNoticed(string rest) => Assert.NotEmpty(ClefChecker.Find($"{{{Time}{rest}}}"));

    [Fact]
    public void ALineBreakWithinIsNoticed() => Assert.NotEmpty(ClefChecker.Find($"{{{Time},\n\"@m\":\"\"}}"));

    [Fact]
    public void TooDeepIsNoticed() => Assert.NotEmpty(ClefChecker.Find(
        $"{{{Time},\"@m\":\"\",\"A\":{new string('[', 70)}{new string(']', 70)}}}"));
}
