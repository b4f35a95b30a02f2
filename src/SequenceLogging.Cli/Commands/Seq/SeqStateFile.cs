using System.Globalization;
using SequenceLogging.Seq;

namespace SequenceLogging.Cli.Commands.Seq;

/// <summary>Where a push notes how far it came, unless it is told: beside the store, under the name of the server.</summary>
internal static class SeqStateFile
{
    /// <summary><c>sequences.db.seq-localhost-5341</c>; of a store that is no file, <c>seqlog.seq-…</c> in the current folder.</summary>
    public static string Of(StoreLocation store, SeqServer server)
    {
        var url = server.Url;
        var name = string.Create(CultureInfo.InvariantCulture, $"{url.Host}-{url.Port}{url.AbsolutePath.TrimEnd('/')}");
        return $"{store.File ?? "seqlog"}.seq-{string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'))}";
    }
}
