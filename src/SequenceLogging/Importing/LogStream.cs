using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;

namespace SequenceLogging.Importing;

/// <summary>
/// A log file as UTF-8 text, told by its first bytes whatever its name: as it is, unpacked where it begins as a gzip file
/// does, transcoded where it begins as UTF-16 does (what a redirection in Windows PowerShell 5 writes).
/// </summary>
internal static class LogStream
{
    private const int Signature = 2;

    /// <summary>Opens a stream, which need not seek, and which stays open when the result is disposed.</summary>
    public static async ValueTask<Stream> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var start = await pipe.ReadAtLeastAsync(Signature, cancellationToken).ConfigureAwait(false);
        var signature = start.Buffer.Slice(0, Math.Min(Signature, start.Buffer.Length)).ToArray();
        pipe.AdvanceTo(start.Buffer.Start);
        var bytes = pipe.AsStream();
        return signature switch
        {
            [0x1F, 0x8B] => new GZipStream(bytes, CompressionMode.Decompress),
            [0xFF, 0xFE] => Encoding.CreateTranscodingStream(bytes, Encoding.Unicode, Encoding.UTF8),
            [0xFE, 0xFF] => Encoding.CreateTranscodingStream(bytes, Encoding.BigEndianUnicode, Encoding.UTF8),
            _ => bytes,
        };
    }
}
