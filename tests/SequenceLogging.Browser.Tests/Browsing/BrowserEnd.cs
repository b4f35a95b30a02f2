using SequenceLogging.Browser.Tests.Browsing;

[assembly: AssemblyFixture(typeof(BrowserEnd))]

namespace SequenceLogging.Browser.Tests.Browsing;

/// <summary>Ends the browser behind the last test.</summary>
public sealed class BrowserEnd : IAsyncDisposable
{
    public ValueTask DisposeAsync() => SharedBrowser.StopAsync();
}
