using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Sqlite.Tests.Recovery;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.Sqlite.Tests.Pruning;

/// <summary>A step of a pruning is small, gives its room back, and leaves nothing that the writer would stumble over.</summary>
public sealed class PruneStepTests : IAsyncLifetime
{
    private static readonly PruneQuery Old = new() { IdleSince = StoreUnderTest.Noon.AddDays(1), Limit = 1_000 };

    private readonly StoreUnderTest _files = new();
    private ISequenceStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _store = _files.Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task SmallSequencesGoTogetherUntilSoManyRowsAreGone()
    {
        await FillAsync(sequences: 500, steps: 9);

        var first = await _store.PruneAsync(Old, Token);

        // Each is a row, 9 steps and a status.
        Assert.Equal((91L, 91L * 9), (first.Sequences, first.Steps));
        Assert.Equal("SEQ-2025-07-00091", first.Next.ToString());
        Assert.Equal(500, first.Sequences + (await PruneAllAsync(Old with { After = first.Next })).Sum(p => p.Sequences));
        Assert.Equal("1-500", Value("SELECT group_concat(first || '-' || last) FROM id_gaps WHERE reason = 'pruned'"));
        Assert.Equal("0", Value("SELECT sum(value) FROM store_totals WHERE name LIKE 'sequences%' OR name = 'links'"));
    }

    [Fact]
    public async Task ALargeSequenceGoesWholeAndAlone()
    {
        await FillAsync(sequences: 1, steps: 5_000);
        await FillAsync(sequences: 2, steps: 1);

        var steps = await PruneAllAsync(Old);

        Assert.Equal([5_000L, 2L], steps.Select(p => p.Steps));
    }

    [Fact]
    public async Task WhereNothingFitsNobodyWaitsForATurn()
    {
        await FillAsync(sequences: 3, steps: 1);
        using var turn = new WriteLock(_files.Path, TimeProvider.System).Enter(TimeSpan.FromSeconds(5), Token);

        var nothing = await _store.PruneAsync(Old with { IdleSince = StoreUnderTest.Noon.AddDays(-1), Limit = 2 }, Token);
        var counted = await _store.PruneAsync(Old with { IsDryRun = true }, Token);

        Assert.Equal((0L, "SEQ-2025-07-00002"), (nothing.Sequences, nothing.Next.ToString()));
        Assert.Equal(new Storage.Pruning(3, 3, 0, 3, null), counted);
    }

    [Fact]
    public async Task TheRoomIsUsedAgainAndNoByteIsLeft()
    {
        await FillAsync(sequences: 2_000, steps: 10);
        var (size, live, before) = (await FileSizeAsync(), await _store.Reader.GetSizeAsync(Token), await ContentAsync());

        await PruneAllAsync(Old);
        Assert.InRange(await _store.Reader.GetSizeAsync(Token), 1, live / 5);
        Assert.Contains("the user of all", before, StringComparison.Ordinal);
        Assert.DoesNotContain("the user of all", await ContentAsync(), StringComparison.Ordinal);
        Assert.InRange(await FileSizeAsync(), size, size * 1.05); // what was signed in the background in the meantime

        await FillAsync(sequences: 2_000, steps: 10);
        Assert.InRange(await FileSizeAsync(), size, size * 1.05);
    }

    [Fact]
    public async Task WhatComesLaterForAPrunedSequenceIsTakenAsThatOfAnUnknownOne()
    {
        var id = await _store.CreateAsync(new NewSequence { CreatedAt = StoreUnderTest.Noon, UserId = "ann" }, Token);
        var link = ComponentLink.Parse("ads:ad:87");
        await _store.AppendAsync(new Batch("a").Link(id, link, StoreUnderTest.Noon).Begin("key", StoreUnderTest.Noon, "ann", joinsOpen: true), Token);
        await _store.AppendAsync(new Batch("b").Status(id, SequenceStatus.Completed, StoreUnderTest.Noon), Token);
        Assert.Equal(["key"], (await _store.Reader.GetDetailsAsync(id, Token))!.Keys);

        Assert.Equal(1, (await _store.PruneAsync(Old, Token)).Sequences);
        await _store.AppendAsync(
            new Batch("c").Link(id, link, StoreUnderTest.Noon).Begin("key", StoreUnderTest.Noon).Step(default, "One", StoreUnderTest.Noon, key: "key"), Token);

        var details = await _store.Reader.GetDetailsAsync(id, Token);
        Assert.Equal((1, 0, SequenceStatus.Active), (details!.Links.Count, details.StepCount, details.Status));
        Assert.Equal("SEQ-2025-07-00002", (await _store.Reader.FindByKeyAsync("key", Token)).ToString());
        Assert.Equal(1, (await _store.Reader.GetStatisticsAsync(Token)).Links.Total);
    }

    private async Task<List<Storage.Pruning>> PruneAllAsync(PruneQuery query)
    {
        var all = new List<Storage.Pruning>();
        do
        {
            all.Add(await _store.PruneAsync(query, Token));
            query = query with { After = all[^1].Next };
        }
        while (all[^1].Next is not null);
        return all;
    }

    private async Task FillAsync(int sequences, int steps)
    {
        for (var done = 0; done < sequences; done += 100)
        {
            var batch = new Batch(Guid.NewGuid().ToString());
            for (var i = done; i < Math.Min(done + 100, sequences); i++)
            {
                var id = await _store.CreateAsync(new NewSequence { CreatedAt = StoreUnderTest.Noon, Username = "the user of all" }, Token);
                for (var step = 0; step < steps; step++)
                {
                    batch.Step(id, "One", StoreUnderTest.Noon);
                }

                batch.Status(id, SequenceStatus.Completed, StoreUnderTest.Noon);
            }

            await _store.AppendAsync(batch, Token);
        }
    }

    private string? Value(string sql)
    {
        using var prompt = new SqlPrompt(_files.Path);
        return prompt.Value(sql);
    }

    private async Task<string> ContentAsync()
    {
        // While nobody has it open: to close a file of an open store would end the locks that SQLite has on it.
        await _store.DisposeAsync();
        var content = await File.ReadAllTextAsync(_files.Path, System.Text.Encoding.Latin1, Token);
        _store = _files.Open();
        return content;
    }

    private async Task<long> FileSizeAsync()
    {
        await _store.DisposeAsync();
        var size = new FileInfo(_files.Path).Length;
        _store = _files.Open();
        return size;
    }
}
