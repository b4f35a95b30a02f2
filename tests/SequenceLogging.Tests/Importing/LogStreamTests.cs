using System.IO.Compression;
using System.Text;
using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Importing;

public class LogStreamTests
{
    private readonly ImportBench _bench = new();

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF\r\n\n  \n")]
    public async Task AnEmptyFileIsNoError(string text)
    {
        var result = await _bench.TextAsync(text);

        Assert.Equal((0, 0, result.BlankLines), (result.Events, result.BadLineCount, result.Lines));
        Assert.Empty(_bench.Store.Batches);
    }

    [Fact]
    public async Task AStreamMayComeInPiecesOfAnySize()
    {
        var lines = Enumerable.Range(0, 300).Select(i => ImportBench.Step($"cä{i % 7}", $"S{i}" + new string('x', i % 200), i % 60)).ToArray();
        var bytes = Encoding.UTF8.GetBytes("\uFEFF" + string.Join("\r\n", lines));
        var random = new Random(17);
        foreach (var stream in (byte[][])[bytes, ImportBench.Compress(bytes)])
        {
            var bench = new ImportBench();
            using var pieces = new PiecewiseStream(stream, () => random.Next(1, 9));

            var result = await bench.Importer.ImportAsync(pieces, "-", null, TestContext.Current.CancellationToken);

            Assert.Equal((300, 0, 307), (result.Events, result.BadLineCount, result.Stored));
            Assert.False(pieces.IsDisposed);
        }
    }

    [Fact]
    public async Task ALineMayBeLongerThanAnyBuffer()
    {
        var result = await _bench.LinesAsync(
            ImportBench.Step("c1", "A"),
            $$"""{"@t":"2025-07-01T09:30:00Z","@mt":"{{new string('m', 10_000_000)}}","StepName":"B","CaseId":"c1"}""",
            ImportBench.Step("c1", "C"));

        Assert.Equal((3, 0), (result.Events, result.BadLineCount));
        var steps = _bench.Store.Of(RecordKind.Step).ToList();
        Assert.Equal(["A", "B", "C"], steps.Select(s => s.Name));
        Assert.Equal(32 * 1024, steps[1].Message!.Length);
        Assert.EndsWith("(cut)", steps[1].Message!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralGzipMembersAreOneFile()
    {
        var first = ImportBench.Compress(Encoding.UTF8.GetBytes(ImportBench.Step("c1", "A") + "\n"));
        var second = ImportBench.Compress(Encoding.UTF8.GetBytes(ImportBench.Step("c1", "B") + "\n"));

        var result = await _bench.BytesAsync([.. first, .. second]);

        Assert.Equal((2, 0), (result.Events, result.BadLineCount));
    }

    [Fact]
    public async Task OfADamagedGzipFileWhatComesBeforeTheDamageIsImported()
    {
        var random = new Random(3);
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => ImportBench.Step($"c{random.Next()}", $"S{random.Next()}") + "\n"));
        var compressed = ImportBench.Compress(Encoding.UTF8.GetBytes(text));
        compressed.AsSpan(compressed.Length / 2, 64).Fill(0xFF);

        var result = await _bench.BytesAsync(compressed);

        var bad = Assert.Single(result.BadLines, b => b.Reason.StartsWith("from here on", StringComparison.Ordinal));
        Assert.InRange(bad.Line, 2, 19_999);
        Assert.Equal(result.Lines, bad.Line);
        Assert.InRange(result.Stored, 2000, 39_000);
        Assert.Equal(result.Emitted, result.Stored + result.Duplicate + result.Rejected);
    }

    [Fact]
    public async Task AGzipFileThatIsCutOffIsNoticedEvenBetweenTwoLines()
    {
        using var file = new MemoryStream();
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(ImportBench.Step("c1", "A") + "\n"));
        gzip.Flush();

        var result = await _bench.BytesAsync(file.ToArray());

        Assert.Equal((1, 2), (result.Events, Assert.Single(result.BadLines).Line));
        Assert.StartsWith("from here on the file cannot be read", result.BadLines[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileInUtf16IsReadAsWhatItIs()
    {
        var lines = ImportBench.Step("cä", "A") + "\r\n" + ImportBench.Step("c😀", "B") + "\r\n";
        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            var bench = new ImportBench();

            var result = await bench.BytesAsync([.. encoding.Preamble, .. encoding.GetBytes(lines)]);

            Assert.Equal((2, 0), (result.Events, result.BadLineCount));
            Assert.Equal(["CaseId=cä", "CaseId=c😀"], bench.Store.Of(RecordKind.Begin).Select(r => r.Key));
        }
    }

    [Fact]
    public async Task ADiskThatFailsEndsTheFileAndNamesThePlace()
    {
        var bytes = Encoding.UTF8.GetBytes(ImportBench.Step("c1", "A") + "\n" + ImportBench.Step("c1", "B"));
        using var failing = new PiecewiseStream(bytes, () => 100, new IOException("Input/output error"));

        var result = await _bench.Importer.ImportAsync(failing, "a.clef", null, TestContext.Current.CancellationToken);

        Assert.Equal(
            "a.clef:2: from here on the file cannot be read; what came before is imported: Input/output error",
            Assert.Single(result.BadLines).ToString());
        Assert.Equal(["A"], _bench.Store.Of(RecordKind.Step).Select(r => r.Name));
    }

    /// <summary>Gives few bytes at a time and cannot seek; at its end it may fail.</summary>
    private sealed class PiecewiseStream(byte[] bytes, Func<int> size, Exception? failure = null) : Stream
    {
        private int _position;

        public bool IsDisposed { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(Math.Min(size(), buffer.Length), bytes.Length - _position);
            if (count == 0 && failure is not null)
            {
                throw failure;
            }

            bytes.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return Read(buffer.Span);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
