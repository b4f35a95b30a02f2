using SequenceLogging.Importing;

[assembly: AssemblyFixture(typeof(SequenceLogging.Browser.Tests.Sites.ReceiptLog))]

namespace SequenceLogging.Browser.Tests.Sites;

/// <summary>A real log, imported once for all tests: 1,434 cases of a Dutch municipality.</summary>
public sealed class ReceiptLog : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Lazy<Task<SequenceLog>> _log;

    public ReceiptLog() => _log = new(OpenAsync);

    /// <summary>A journey of it with many steps.</summary>
    public const string Journey = "SEQ-2011-10-00007";

    /// <summary>The log; where the file is not there, the test is skipped.</summary>
    internal Task<SequenceLog> GetAsync()
    {
        Assert.SkipWhen(RealLog.Find("receipt.clef") is null, RealLog.Missing);
        return _log.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_log.IsValueCreated)
        {
            await (await _log.Value).DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<SequenceLog> OpenAsync()
    {
        var log = SequenceLog.Open(o => o.UseSqlite(_folder.File("receipt.db")));
        await using var file = File.OpenRead(RealLog.Find("receipt.clef")!);
        await new LogImporter(log.Store, new ImportOptions { SequenceBy = "CaseId" }).ImportAsync(file, "receipt.clef");
        return log;
    }
}
