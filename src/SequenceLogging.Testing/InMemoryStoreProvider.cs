using System.Collections.Concurrent;
using SequenceLogging.Storage;
using SequenceLogging.Testing.InMemory;

namespace SequenceLogging.Testing;

/// <summary>Opens stores in memory. Tests call <c>UseInMemory()</c>.</summary>
public sealed class InMemoryStoreProvider : ISequenceStoreProvider
{
    private static readonly ConcurrentDictionary<string, Memory> Named = new(StringComparer.Ordinal);
    private static int _unnamed;

    private readonly string _name;
    private readonly Memory? _own;

    /// <summary>Opens the store of a name, or one of its own.</summary>
    /// <param name="name">The name; null for a store that only this provider leads to.</param>
    public InMemoryStoreProvider(string? name = null)
    {
        _name = name ?? FormattableString.Invariant($"number {Interlocked.Increment(ref _unnamed)}");
        _own = name is null ? new Memory(_name) : null;
    }

    /// <summary>
    /// Lets go of a named store: whoever opens the name next finds an empty one. Those who have it open go on with what they have.
    /// </summary>
    /// <returns>Whether there was one.</returns>
    public static bool Forget(string name) => Named.TryRemove(name, out _);

    /// <summary>Has the turn of a named store until disposed, so that nobody reads or writes it.</summary>
    internal static ValueTask<IDisposable> HoldAsync(string name) => Named[name].EnterAsync(CancellationToken.None);

    /// <summary>Makes a named store one of another version, as a newer package would have left it.</summary>
    internal static void SetVersion(string name, int version) => Named[name].Version = version;

    /// <inheritdoc/>
    public string GetKey(SequenceLogOptions options) => (_own is null ? "memory:" : "memory of its own:") + _name;

    /// <inheritdoc/>
    public string? GetJournalPath(SequenceLogOptions options) => null;

    /// <inheritdoc/>
    public ISequenceStore Open(SequenceLogOptions options)
    {
        var memory = _own ?? Named.GetOrAdd(_name, name => new Memory(name));
        if (memory.Version > Memory.KnownVersion)
        {
            // It cannot happen with a memory; every store that outlives its process needs the check in this place.
            throw new SequenceStoreException(
                $"The in-memory store {_name} is of version {memory.Version}, and this version of SequenceLogging.Testing knows "
                + $"{Memory.KnownVersion}. It can be read; renew the package SequenceLogging.Testing to write to it.")
            {
                Kind = StoreErrorKind.Schema,
            };
        }

        memory.IsMade = true;
        return new InMemoryStore(memory);
    }

    /// <inheritdoc/>
    public ISequenceReader OpenReader(SequenceLogOptions options) =>
        (_own ?? Named.GetValueOrDefault(_name)) is { IsMade: true } memory
            ? new InMemoryReader(memory)
            : throw new SequenceStoreException(
                $"There is no in-memory store {_name} in this process. It is made when a log opens it; do that first.");
}
