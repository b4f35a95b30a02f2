using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Tests;

/// <summary>Opens one reader, whatever the path, and never a store.</summary>
internal sealed class FakeProvider(FakeReader reader) : ISequenceStoreProvider
{
    /// <summary>The path that was opened last.</summary>
    public string? Opened { get; private set; }

    public string GetKey(SequenceLogOptions options) => "fake:" + options.Store;

    public string? GetJournalPath(SequenceLogOptions options) => null;

    public ISequenceStore Open(SequenceLogOptions options) =>
        throw new InvalidOperationException("A question opened the store for writing.");

    public ISequenceReader OpenReader(SequenceLogOptions options)
    {
        Opened = options.Store;
        return reader;
    }
}
