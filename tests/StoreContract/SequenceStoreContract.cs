using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

/// <summary>
/// What every store must do, whatever keeps its rows. It owns all the tests; a provider's test class derives from it and
/// says how to name its store, or from <see cref="SharedStoreContract"/> where several may have the store open, or from
/// <see cref="ProcessesStoreContract"/> where those may be processes. The numbered remarks on <see cref="ISequenceStore"/> are its
/// table of contents:
/// <list type="table">
/// <item><term>1 to 3</term><description>Creation, Ids, Clock, Growth; with real processes the ProcessesStoreContract</description></item>
/// <item><term>4, 5</term><description>Appending, Books, Imports, KnownEvents</description></item>
/// <item><term>6</term><description>Adoption</description></item>
/// <item><term>7</term><description>Order</description></item>
/// <item><term>8</term><description>Statistics</description></item>
/// <item><term>9</term><description>Rejections</description></item>
/// <item><term>10</term><description>for a provider to test: what a failure is, is its own</description></item>
/// <item><term>11</term><description>Keys</description></item>
/// <item><term>12</term><description>Beginnings</description></item>
/// <item><term>13</term><description>Leases</description></item>
/// <item><term>14</term><description>Pruning</description></item>
/// <item><term>15</term><description>Account</description></item>
/// <item><term>16</term><description>Versions</description></item>
/// <item><term>17</term><description>Erasing</description></item>
/// </list>
/// The other files follow what a journey holds (Links, Status, Errors), what a reader answers (Questions, Pages, Search, ManySequences, Condition), and
/// what goes wrong (Hostile, Cancellation, TwoStores).
/// </summary>
public abstract partial class SequenceStoreContract : IDisposable
{
    /// <summary>Noon of a day in the middle of a month, when nothing is near a boundary.</summary>
    protected static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    protected const string Main = "main";

    /// <summary>A folder of this test's own.</summary>
    protected TestFolder Folder { get; } = new();

    protected static CancellationToken Cancelled => new(canceled: true);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes the options mean a store of this name that no other test uses.</summary>
    protected abstract SequenceLogOptions Use(SequenceLogOptions options, string store);

    /// <summary>Does now what the store does in the background with what was written.</summary>
    protected virtual Task SettleAsync(ISequenceStore store) => Task.CompletedTask;

    /// <summary>
    /// Makes a store look as if a newer version of its provider had written it. Where that cannot be, since the store ends with its
    /// process, say so with <c>Assert.Skip</c>.
    /// </summary>
    /// <returns>The version that the provider knows, and the one that it now finds, as its error is to name them.</returns>
    protected abstract Task<(string Known, string Newer)> MakeNewerAsync(string store);

    /// <inheritdoc/>
    public void Dispose()
    {
        CleanUp();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes what a test has left behind outside of its folder.</summary>
    protected virtual void CleanUp()
    {
    }

    /// <summary>Opens a store as an application does, with a clock that the test moves.</summary>
    protected Application Start(string store = Main, DateTimeOffset? at = null)
    {
        var clock = new TestClock(at ?? Noon);

        // One by one: under a clock that stands still all of them begin in one second, and numbers would be leased.
        return new Application(SequenceLog.Open(Use(new SequenceLogOptions { TimeProvider = clock, IdBlockSize = 1 }, store)), clock);
    }

    /// <summary>Opens a store without a log in front of it.</summary>
    protected ISequenceStore OpenStore(string store = Main)
    {
        var options = Use(new SequenceLogOptions(), store);
        return options.Provider!.Open(options);
    }

    /// <summary>Opens a store that exists, for questions only.</summary>
    protected ISequenceReader OpenReader(string store = Main)
    {
        var options = Use(new SequenceLogOptions(), store);
        return options.Provider!.OpenReader(options);
    }

    protected static NewSequence At(DateTimeOffset time) => new() { CreatedAt = time };

    private static async Task<SequenceDetails> DetailsOf(ISequenceStore store, SequenceId id)
    {
        var details = await store.Reader.GetDetailsAsync(id, Token);
        Assert.NotNull(details);
        return details;
    }

    private static async Task<SequenceId[]> IdsOf(ISequenceReader reader, SequenceQuery query) =>
        [.. (await reader.FindAsync(query, Token)).Select(h => h.SequenceId)];

    private static IEnumerable<string> NamesOf(SequenceDetails details) => details.Steps.Select(s => s.StepName.Value);
}
