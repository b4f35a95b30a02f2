using System.IO.Compression;
using System.Text;
using SequenceLogging.Importing;

namespace SequenceLogging.Tests.Importing;

/// <summary>Imports texts into a store that remembers what it got.</summary>
internal sealed class ImportBench
{
    public const string FileName = "app.clef";

    private LogImporter? _importer;

    public CollectingStore Store { get; init; } = new();

    public ImportOptions Options { get; init; } = new() { SequenceBy = "CaseId" };

    /// <summary>The importer, the same for all files; <see cref="Restart"/> makes another.</summary>
    public LogImporter Importer => _importer ??= new LogImporter(Store, Options);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A step of a case at a second of a day in July 2025.</summary>
    public static string Step(string caseId, string step, int second = 0) =>
        $$"""{"@t":"2025-07-01T09:30:{{second:00}}Z","@mt":"{StepName}","StepName":"{{step}}","CaseId":"{{caseId}}"}""";

    public void Restart() => _importer = null;

    public Task<ImportResult> LinesAsync(params string[] lines) => TextAsync(string.Concat(lines.Select(l => l + "\n")));

    public Task<ImportResult> TextAsync(string text) => BytesAsync(Encoding.UTF8.GetBytes(text));

    public Task<ImportResult> BytesAsync(byte[] bytes) =>
        Importer.ImportAsync(new MemoryStream(bytes), FileName, null, Cancellation);

    /// <summary>The one step that the line means.</summary>
    public static async Task<StoredRecord> StepOfAsync(string line)
    {
        var bench = new ImportBench();
        var result = await bench.LinesAsync(line);
        Assert.Empty(result.BadLines);
        return Assert.Single(bench.Store.Of(SequenceLogging.Storage.RecordKind.Step));
    }

    public static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}
