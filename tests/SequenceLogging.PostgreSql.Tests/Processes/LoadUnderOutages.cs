using System.Collections;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using PostgresNode;
using PostgresServer;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Tests.Processes;

/// <summary>
/// Nodes that log under a steady load, a server that is stopped at once and started again meanwhile, and the check of what is in
/// the store afterwards.
/// </summary>
internal sealed class LoadUnderOutages : IDisposable
{
    public const int Nodes = 4;
    private const int Threads = 2;
    private const int PageSize = 10_000;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(2);

    // The next outage comes when this one is over for all nodes.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    private readonly Server _server;
    private readonly TempFolder _folder = new();
    private readonly string _store;
    private readonly int _stepsOfThread;
    private readonly int _stepsPerSecond;
    private readonly int _idBlockSize;
    private readonly List<TimeSpan> _returns = [];
    private SequenceId _shared;

    /// <param name="stepsOfThread">How many steps each thread of a node logs.</param>
    /// <param name="stepsPerSecond">How many steps a node logs in a second.</param>
    /// <param name="idBlockSize">How many ids a node takes at a time.</param>
    /// <param name="isDurable">Whether the server answers only when a commit is on the disk.</param>
    public LoadUnderOutages(int stepsOfThread, int stepsPerSecond, int idBlockSize, bool isDurable = true)
    {
        var (server, absence) = Server.TryStart(isOwn: true);
        Assert.SkipWhen(server is null && !SharedServer.IsRequired, absence ?? "");
        _server = server ?? throw new InvalidOperationException(absence);
        (_stepsOfThread, _stepsPerSecond, _idBlockSize) = (stepsOfThread, stepsPerSecond, idBlockSize);
        _store = _server.NewStore();
        if (!isDurable)
        {
            Server.Execute(_store, "ALTER ROLE postgres SET synchronous_commit = off");
        }
    }

    public int Steps => Nodes * Threads * _stepsOfThread;

    /// <summary>How long after each return of the server the last of the nodes had its first success.</summary>
    public IReadOnlyList<TimeSpan> Returns => _returns;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task RunAsync(int outages)
    {
        await using var store = Open();
        _shared = await store.CreateAsync(new NewSequence { CreatedAt = DateTimeOffset.UtcNow }, Token);
        var nodes = Enumerable.Range(1, Nodes).Select(Start).ToArray();
        try
        {
            var endings = nodes.Select(n => n.ReadToEndAsync()).ToArray();
            var returned = new List<long>();
            for (var outage = 1; outage <= outages; outage++)
            {
                await UntilStoredAsync(store.Reader, (long)Steps * outage / (outages + 2));
                _server.StopImmediately();
                await Task.Delay(Outage, Token);
                _server.Start();
                returned.Add(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
                await Task.Delay(Pause, Token);
            }

            var said = await Task.WhenAll(endings).WaitAsync(Longest, Token);
            Array.ForEach(nodes, n => n.AssertSuccess());
            _returns.AddRange(returned.Select(at => TimeSpan.FromMilliseconds(said.Max(lines => FirstSuccessAfter(at, lines)))));
        }
        finally
        {
            Array.ForEach(nodes, n => n.Dispose());
        }
    }

    /// <summary>One sentence for each thing that is not as it must be; empty when all is.</summary>
    public async Task<IReadOnlyList<string>> FindFaultsAsync()
    {
        var faults = new List<string>();
        var seen = new Dictionary<(int, int), BitArray>();
        var last = new Dictionary<(SequenceId, int, int), int>();
        var owners = new Dictionary<SequenceId, (int, int, int)>();
        await using var store = Open();
        await foreach (var step in ReadAsync(store.Reader))
        {
            var mark = MarkOf(step);
            if (!seen.TryGetValue((mark.Node, mark.Thread), out var marks))
            {
                seen.Add((mark.Node, mark.Thread), marks = new BitArray(_stepsOfThread + 1));
            }

            Check(!marks[mark.N], $"{mark} is stored twice");
            marks[mark.N] = true;
            var key = (step.SequenceId, mark.Node, mark.Thread);
            Check(last.GetValueOrDefault(key) < mark.N, $"{mark} stands behind step {last.GetValueOrDefault(key)} of {step.SequenceId}");
            last[key] = mark.N;
            Check(mark.IsShared == (step.SequenceId == _shared), $"{mark} is in {step.SequenceId}");
            if (!mark.IsShared)
            {
                var owner = (mark.Node, mark.Thread, mark.Journey);
                Check(owners.TryAdd(step.SequenceId, owner) || owners[step.SequenceId] == owner, $"{step.SequenceId} was issued twice, for {owner}, too");
            }
        }

        for (var thread = 0; thread < Nodes * Threads; thread++)
        {
            var (node, own) = ((thread / Threads) + 1, thread % Threads);
            for (var n = 1; n <= _stepsOfThread; n++)
            {
                Check(seen.GetValueOrDefault((node, own)) is { } marks && marks[n], $"{new Mark(node, own, n)} is lost");
            }
        }

        return faults;

        void Check(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        _server.Dispose();
        _folder.Dispose();
    }

    private Node Start(int node) => new(
        "load",
        _store,
        _folder.File("journal"),
        node.ToString(CultureInfo.InvariantCulture),
        Threads.ToString(CultureInfo.InvariantCulture),
        _shared.ToString(),
        _stepsOfThread.ToString(CultureInfo.InvariantCulture),
        _stepsPerSecond.ToString(CultureInfo.InvariantCulture),
        _idBlockSize.ToString(CultureInfo.InvariantCulture));

    private ISequenceStore Open()
    {
        var options = new SequenceLogOptions().UsePostgreSql(_store);
        return options.Provider!.Open(options);
    }

    private static async Task UntilStoredAsync(ISequenceReader reader, long steps)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Token);
        bound.CancelAfter(Longest);
        while (await TryGetPositionAsync(reader) < steps)
        {
            await Task.Delay(20, bound.Token);
        }
    }

    private static async Task<long> TryGetPositionAsync(ISequenceReader reader)
    {
        try
        {
            return await reader.GetLastPositionAsync(Token);
        }
        catch (SequenceStoreException)
        {
            return 0; // a connection from before the outage
        }
    }

    private static async IAsyncEnumerable<StoredStep> ReadAsync(ISequenceReader reader)
    {
        for (var position = 0L; ;)
        {
            var page = await reader.ReadStepsAsync(position, PageSize, Token);
            foreach (var step in page)
            {
                Assert.True(step.Position > position, $"Position {step.Position} comes behind {position}.");
                position = step.Position;
                yield return step;
            }

            if (page.Count == 0)
            {
                yield break;
            }
        }
    }

    private static Mark MarkOf(StoredStep step)
    {
        using var metadata = JsonDocument.Parse(step.Metadata!);
        return Mark.FromInt64(metadata.RootElement.GetProperty("Mark").GetInt64());
    }

    /// <summary>Milliseconds from the server's return to a node's next success; 0 where it had one by then.</summary>
    private static long FirstSuccessAfter(long returned, IEnumerable<string> lines)
    {
        var changes = lines.Select(l => l.Split(' ')).Where(w => w[0] is "failing" or "well")
            .Select(w => (IsWell: w[0] == "well", At: long.Parse(w[1], CultureInfo.InvariantCulture))).ToArray();
        return changes.LastOrDefault(c => c.At <= returned) is { IsWell: false, At: > 0 }
            ? changes.First(c => c.IsWell && c.At > returned).At - returned
            : 0;
    }
}
