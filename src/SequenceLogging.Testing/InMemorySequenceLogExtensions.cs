using SequenceLogging.Testing;

// The core's namespace, so that o.UseInMemory() is there wherever the options are.
#pragma warning disable IDE0130
namespace SequenceLogging;
#pragma warning restore IDE0130

/// <summary>Keeps sequences in memory, for tests.</summary>
public static class InMemorySequenceLogExtensions
{
    /// <summary>Keeps sequences in the memory of this process. What is not read before the process ends is gone.</summary>
    /// <param name="options">The options.</param>
    /// <param name="name">
    /// Names a store that all who name it share, as long as the process lives or until
    /// <see cref="InMemoryStoreProvider.Forget"/>; default is a store that only these options lead to.
    /// </param>
    public static SequenceLogOptions UseInMemory(this SequenceLogOptions options, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Provider = new InMemoryStoreProvider(name);
        return options;
    }
}
