using SequenceLogging;
using SequenceLogging.Storage;

namespace TestKit;

/// <summary>Opens a store that the test holds in its hand.</summary>
public static class StoreInHand
{
    /// <param name="options">The options.</param>
    /// <param name="store">What to open.</param>
    /// <param name="key">Names the store; unless given, each store instance is one of its own.</param>
    public static SequenceLogOptions Use(this SequenceLogOptions options, ISequenceStore store, string? key = null)
    {
        options.Provider = new Provider(store, key ?? Guid.NewGuid().ToString());
        return options;
    }

    private sealed class Provider(ISequenceStore store, string key) : ISequenceStoreProvider
    {
        public string GetKey(SequenceLogOptions options) => key;

        public string? GetJournalPath(SequenceLogOptions options) => null;

        public ISequenceStore Open(SequenceLogOptions options) => store;

        public ISequenceReader OpenReader(SequenceLogOptions options) => store.Reader;
    }
}
