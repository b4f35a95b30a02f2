using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Journeys;

namespace SequenceLogging.Benchmarks.Peers;

/// <summary>This library as it comes: <c>services.AddSequenceLogging(o => o.UseSqlite(path))</c>.</summary>
public sealed class SequencesPeer : LoggingPeer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly ServiceProvider _services;
    private SequenceId[] _ids = [];

    public SequencesPeer(string folder, Action<SequenceLogOptions>? configure = null)
    {
        var path = Path.Combine(folder, "sequences.db");
        _services = new ServiceCollection()
            .AddSequenceLogging(o =>
            {
                o.UseSqlite(path);
                o.ShutdownTimeout = Patience;
                configure?.Invoke(o);
            })
            .BuildServiceProvider();
        Logger = _services.GetRequiredService<ILoggerFactory>().CreateLogger(StepLoad.Category);
        Log = _services.GetRequiredService<SequenceLog>();
    }

    public override string Name => "SequenceLogging, SQLite";

    public override string Durability => "survives power loss (FULL); questions and statistics answerable";

    public SequenceLog Log { get; }

    protected override ILogger Logger { get; }

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
