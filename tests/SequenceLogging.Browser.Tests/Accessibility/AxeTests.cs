using SequenceLogging.Browser.Tests.Browsing;

namespace SequenceLogging.Browser.Tests.Accessibility;

/// <summary>The looking for barriers finds some where there are some.</summary>
public sealed class AxeTests
{
    [Fact]
    public async Task ABarrierIsFound()
    {
        await using var visit = await Visit.BeginAsync(Look.Desk);
        await visit.Page.SetContentAsync("<html lang=en><title>x</title><main><h1>x</h1><img src=x><button></button><p style='color:#ccc;background:#fff'>pale</p></main>");

        var found = string.Join('\n', await Axe.FindAsync(visit.Page));

        Assert.Contains("image-alt", found, StringComparison.Ordinal);
        Assert.Contains("button-name", found, StringComparison.Ordinal);
        Assert.Contains("color-contrast", found, StringComparison.Ordinal);
    }
}
