using System.Globalization;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Cli.Tests.Rendering;

public class DurationsTests
{
    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.004, "<0.01 ms")]
    [InlineData(0.4, "0.4 ms")]
    [InlineData(3.14, "3.1 ms")]
    [InlineData(9.96, "10 ms")]
    [InlineData(842.4, "842 ms")]
    [InlineData(999.7, "1 s")]
    [InlineData(2_310, "2.3 s")]
    [InlineData(45_000, "45 s")]
    [InlineData(59_700, "59 s")]
    [InlineData(65_000, "1 min 5 s")]
    [InlineData(-5, "-5 ms")]
    [InlineData(double.NaN, "?")]
    [InlineData(double.PositiveInfinity, "?")]
    [InlineData(1e300, "?")]
    public void ADurationHasAUnitThatFits(double milliseconds, string text) =>
        Assert.Equal(text, Durations.Exact(milliseconds));

    [Theory]
    [InlineData("00:00:00.230", "230 ms", "230 ms")]
    [InlineData("00:00:04.900", "4 s", "4 s")]
    [InlineData("00:01:59", "1 min", "1 min 59 s")]
    [InlineData("03:12:59", "3 h", "3 h 12 min")]
    [InlineData("2.00:59:00", "2 d", "2 d")]
    [InlineData("400.00:00:00", "1 y", "1 y 35 d")]
    [InlineData("-00:00:03", "−3 s", "−3 s")]
    public void AWaitIsShortOrInTwoUnits(string span, string brief, string full)
    {
        var wait = TimeSpan.Parse(span, CultureInfo.InvariantCulture);
        Assert.Equal(brief, Durations.Short(wait));
        Assert.Equal(full, Durations.Long(wait));
    }
}
