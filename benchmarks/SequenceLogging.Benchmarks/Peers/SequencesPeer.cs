using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SequenceLogging.Benchmarks.Calling;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Journeys;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>This library as it comes: <c>services.AddSequenceLogging(o => o.UseSqlite(path))</c>, or another store.</summary>
public sealed class SequencesPeer : LoggingPeer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly ServiceProvider _services;
    private SequenceId[] _ids = [];

    private SequencesPeer(string name, string durability, Action<SequenceLogOptions> configure)
    {
        Name = name;
        Durability = durability;
        _services = new ServiceCollection()
            .AddSequenceLogging(o =>
            {
                configure(o);
                o.ShutdownTimeout = Patience;
            })
            .BuildServiceProvider();
        Logger = _services.GetRequiredService<ILoggerFactory>().CreateLogger(StepLoad.Category);
        Log = _services.GetRequiredService<SequenceLog>();
    }

    public override string Name { get; }

    public override string Durability { get; }

    public SequenceLog Log { get; }

    protected override ILogger Logger { get; }

    public static SequencesPeer OnSqlite(string folder) => new(
        "SequenceLogging, SQLite",
        "survives power loss (FULL); questions and statistics answerable",
        o => o.UseSqlite(Path.Combine(folder, "sequences.db")));

#if LITEDB
    public static SequencesPeer OnLiteDb(string folder) => new(
        "SequenceLogging, LiteDB",
        "survives power loss; questions and statistics answerable",
        o => o.UseLiteDb(Path.Combine(folder, "sequences.litedb")));
#endif

    /// <param name="folder">For the journal.</param>
    /// <param name="connectionString">Where the server is.</param>
    public static SequencesPeer OnPostgreSql(string folder, string connectionString) => new(
        "SequenceLogging, PostgreSQL",
        "survives power loss (synchronous_commit=on); questions and statistics answerable",
        o => o.UsePostgreSql(connectionString).JournalPath = folder);

    /// <summary>Without a store: log calls, journal, queue and batches.</summary>
    /// <param name="folder">For the journal.</param>
    public static SequencesPeer OnNothing(string folder) => new(
        "SequenceLogging, a store that takes everything and keeps nothing",
        "kept in the journal until it was taken",
        o =>
        {
            (o.Provider, o.JournalPath) = (new NullStore(), folder);
            o.IdBlockSize = 1;
        });

    public override async Task PrepareAsync(StepLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        _ids = new SequenceId[load.Sequences];
        for (var i = 0; i < _ids.Length; i++)
        {
            using var scope = Log.Begin(i, FormattableString.Invariant($"user{i}"), "en");
            _ids[i] = scope.SequenceId;
        }

        await FinishAsync();
    }

    public override async Task<IReadOnlyList<string>> ReadMessagesAsync()
    {
        List<string> messages = [];
        var after = 0L;
        for (IReadOnlyList<StoredStep> page; (page = await Log.Store.Reader.ReadStepsAsync(after, 10_000)).Count > 0;)
        {
            messages.AddRange(page.Select(step => step.Message ?? ""));
            after = page[^1].Position;
        }

        return messages;
    }

    protected override async ValueTask CloseAsync()
    {
        await _services.DisposeAsync();
        await base.CloseAsync();
    }

    protected override IDisposable Enter(int sequence) => Log.Resume(_ids[sequence]);

    protected override async Task FinishAsync()
    {
        if (!(await Log.FlushAsync(Patience)).IsComplete)
        {
            throw new TimeoutException($"{Log.StoreName} did not take everything within {Patience}: {Log.Delivery}");
        }
    }
}
