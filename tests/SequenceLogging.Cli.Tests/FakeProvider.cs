using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Tests;

/// <summary>Opens one reader, whatever the path, and a store where a test has put one.</summary>
internal sealed class FakeProvider(FakeReader reader) : ISequenceStoreProvider
{
    private readonly string _key = $"fake:{Guid.NewGuid()}:"; // tests run beside each other, and share no store

    /// <summary>What is opened for writing; null where nothing may be.</summary>
    public FakeStore? Store { get; set; }

    /// <summary>The path that was opened last.</summary>
    public string? Opened { get; private set; }

    public string GetKey(SequenceLogOptions options) => _key + options.Store;

    public string? GetJournalPath(SequenceLogOptions options) => null;

    public ISequenceStore Open(SequenceLogOptions options) => Store
        ?? throw new InvalidOperationException("A question opened the store for writing.");

    public ISequenceReader OpenReader(SequenceLogOptions options)
    {
        Opened = options.Store;
        return reader;
    }
}
