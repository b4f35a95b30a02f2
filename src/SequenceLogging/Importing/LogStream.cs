using System.IO.Compression;
using System.IO.Pipelines;

namespace SequenceLogging.Importing;

/// <summary>A log file's text: as it is, or unpacked where it begins as a gzip file does, whatever its name.</summary>
internal static class LogStream
{
    private const byte Magic1 = 0x1F;
    private const byte Magic2 = 0x8B;

    /// <summary>Looks at the first bytes; the stream need not seek, and stays open when the result is disposed.</summary>
    public static async ValueTask<Stream> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var start = await pipe.ReadAtLeastAsync(2, cancellationToken).ConfigureAwait(false);
        var isCompressed = IsCompressed(start);
        pipe.AdvanceTo(start.Buffer.Start);
        var text = pipe.AsStream();
        return isCompressed ? new GZipStream(text, CompressionMode.Decompress) : text;
    }

    private static bool IsCompressed(in ReadResult start)
    {
        var reader = new System.Buffers.SequenceReader<byte>(start.Buffer);
        return reader.TryRead(out var first) && reader.TryRead(out var second) && first == Magic1 && second == Magic2;
    }
}
