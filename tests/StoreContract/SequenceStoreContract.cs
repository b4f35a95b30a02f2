using SequenceLogging;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace StoreContract;

/// <summary>
/// What every store must do, whatever keeps its rows. It owns all the tests; a provider's test class derives from it and
/// says how to name its store. The numbered remarks on <see cref="ISequenceStore"/> are its table of contents: 1 to 3 are
/// in the files Creation and Ids, 4 and 5 in Appending, Books and Imports, 6 in Adoption, 7 in Order, 8 in Statistics, 9 in
/// Keys. The other files follow what a journey holds (Links, Status, Errors), what a reader answers (Questions, Pages), and
/// what goes wrong (Hostile, Cancellation, TwoStores).
/// </summary>
public abstract partial class SequenceStoreContract : IDisposable
{
    /// <summary>Noon of a day in the middle of a month, when nothing is near a boundary.</summary>
    protected static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private const string Main = "main";

    /// <summary>A folder of this test's own.</summary>
    protected TempFolder Folder { get; } = new();

    protected static CancellationToken Cancelled => new(canceled: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes the options mean a store of this name that no other test uses.</summary>
    protected abstract SequenceLogOptions Use(SequenceLogOptions options, string store);

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
        var clock = new ManualTimeProvider(at ?? Noon);
        return new Application(SequenceLog.Open(Use(new SequenceLogOptions { TimeProvider = clock }, store)), clock);
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

    private static NewSequence At(DateTimeOffset time) => new() { CreatedAt = time };

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
