using System.Globalization;
using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Reading;
using SequenceLogging.Sqlite.Signatures;
using SequenceLogging.Sqlite.Tests.Processes;
using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Sqlite.Writing;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.Sqlite.Tests.Searching;

/// <summary>What is signed is found by its signature, and a signature that lies is told.</summary>
public sealed class SignatureTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("what is said")]
    [InlineData("ANN LEE")]
    [InlineData("source")]
    [InlineData("went wrong")]
    public async Task WhatASignatureDoesNotHaveIsNotLookedAt(string text)
    {
        await using var store = await OpenSignedAsync();
        Assert.Equal([1L], await FindAsync(store, text));
        await AssertGoodAsync(store.Reader);

        Prompt("UPDATE signature_slices SET bits = zeroblob(length(bits))");

        Assert.Empty(await FindAsync(store, text));
        var told = await SignaturesOf(store.Reader);
        Assert.Equal(FindingLevel.Problem, told.Level);
        Assert.StartsWith("3 rows are not in the signature", told.Value, StringComparison.Ordinal);

        // What doctor says to do puts it right, and it is made again.
        Prompt("DELETE FROM signatures");
        Assert.Equal([1L], await FindAsync(store, text));
        Assert.Equal("0", Value("SELECT count(*) FROM signature_slices"));
        SignAll(store);
        Assert.Equal("3", Value("SELECT count(*) FROM signatures"));
        Assert.Equal([1L], await FindAsync(store, text));
        await AssertGoodAsync(store.Reader);
    }

    [Theory]
    [InlineData("steps", true)]
    [InlineData("errors", true)]
    [InlineData("steps", false)]
    [InlineData("errors", false)]
    public async Task RowsThatGetTheIdOfThoseThatWentAreNotTakenForThem(string table, bool hasTrigger)
    {
        await using var store = await OpenSignedAsync(isEnded: true);
        if (!hasTrigger)
        {
            Prompt($"DROP TRIGGER last_{table[..^1]}_removed; DROP TRIGGER signature_removed");
        }

        // As an older version does it, which knows of no signatures.
        Prompt("DELETE FROM steps; DELETE FROM errors");
        await store.AppendAsync(
            new Batch("later").Said(Id(1), Noon, "another thing", isStep: true).Said(Id(1), Noon, "another mistake", isStep: false), Token);

        Assert.Equal("1", Value($"SELECT max(id) FROM {table}"));
        Assert.Equal(hasTrigger ? [1L] : [], await FindAsync(store, table == "steps" ? "another thing" : "another mistake"));
        Assert.Equal(hasTrigger, (await SignaturesOf(store.Reader)).Level is FindingLevel.Good);
    }

    [Fact]
    public async Task WhatWasMadeBeforeAnErasureIsNotStoredBehindIt()
    {
        await using var store = await OpenAsync();
        await using var reader = SqliteReader.Open(Store);
        var draft = await reader.DraftSignatureAsync(SignatureSource.Steps, 1, Token);
        Assert.NotNull(draft);
        using var marks = new IdMarks(Store);

        using (var connection = StoreConnection.Open(Store, marks, TimeProvider.System))
        {
            Assert.True(connection.Transact(writer => writer.Sign(draft)));
            Assert.False(connection.Transact(writer => writer.Sign(draft))); // another process was quicker
        }

        await store.EraseUserAsync("ann", Token);
        Assert.Equal("0", Value("SELECT (SELECT count(*) FROM signatures) + (SELECT count(*) FROM signature_slices)"));

        using (var connection = StoreConnection.Open(Store, marks, TimeProvider.System))
        {
            Assert.False(connection.Transact(writer => writer.Sign(draft)));
        }
    }

    [Fact]
    public async Task AnErasedTextCannotBeAskedForInAnySignature()
    {
        await using var store = await OpenSignedAsync();
        await store.AppendAsync(new Batch("other").Begin(Id(2), Noon, new NewSequence { CreatedAt = Noon, Username = "bea" }).Said(Id(2), Noon, "stays"), Token);
        SignAll(store);
        Assert.True(IsSigned("what is said"));

        await store.EraseUserAsync("ann", Token);
        SignAll(store);

        Assert.False(IsSigned("what is said"));
        Assert.False(IsSigned("ann lee"));
        Assert.True(IsSigned("stays"));
        Assert.Equal([2L], await FindAsync(store, "stays"));
        await AssertGoodAsync(store.Reader);

        bool IsSigned(string text)
        {
            using var database = Native.Database.OpenReader(Store, TimeSpan.FromSeconds(1));
            return Enum.GetValues<SignatureSource>().Any(source =>
            {
                var table = new SignatureTable(database, source);
                return table.Read().Any(head => table.BlocksWith(head, SignatureBits.OfText(text)).Any());
            });
        }
    }

    [Fact]
    public async Task WhatAProgramOfAnOlderVersionGoesOnWritingIsFound()
    {
        await using var store = await OpenSignedAsync();

        // As version 4 does it, which had the file open: into a place that is signed.
        Prompt(
            $"""
             INSERT INTO sequences (id, sequence_id, username, language, status, step_count, created_at, updated_at, metadata)
             SELECT id + 1, 'SEQ-2025-07-00002', 'older', 'pt', 0, 1, created_at, updated_at, metadata FROM sequences;
             INSERT INTO steps (sequence, step_order, kind, status, timestamp, message)
             SELECT sequence + 1, 1, kind, 1, timestamp, 'older words' FROM steps
             """);
        await store.AppendAsync(new Batch("more").Said(Id(1), Noon, "more"), Token);

        Assert.Equal([2L], await FindAsync(store, "older words"));
        Assert.Equal([2L], await FindAsync(store, "OLDER"));
        Assert.Equal([2L], (await store.Reader.FindAsync(new SequenceQuery { Language = "pt" }, Token)).Select(h => h.SequenceId.Number));
        await AssertGoodAsync(store.Reader);
        SignAll(store);
        Assert.Equal([2L], await FindAsync(store, "OLDER"));
    }

    [Fact]
    public async Task ABeginningThatIsToldLaterIsFound()
    {
        await using var store = await OpenSignedAsync();
        await store.AppendAsync(new Batch("adopted").Said(Id(7), Noon, "first"), Token);
        SignAll(store);

        await store.AppendAsync(
            new Batch("told").Begin(Id(7), Noon, new NewSequence { CreatedAt = Noon, Username = "late lea", Language = "fi" }), Token);

        Assert.Equal([7L], await FindAsync(store, "Late Lea"));
        Assert.Equal([7L], (await store.Reader.FindAsync(new SequenceQuery { Language = "fi" }, Token)).Select(h => h.SequenceId.Number));
        SignAll(store);
        Assert.Equal([7L], await FindAsync(store, "Late Lea"));
    }

    [Fact]
    public async Task ManyRowsAreSignedInTheBackgroundAndSmallSignaturesBecomeLargeOnes()
    {
        const int Small = 18;
        await using var store = await OpenAsync();
        for (var part = 0; part < Small; part++)
        {
            var batch = new Batch($"part {part}");
            for (var i = 0; i < SignatureWork.Due; i++)
            {
                var id = Id((part * SignatureWork.Due) + i + 10);
                batch.Said(id, Noon, string.Create(CultureInfo.InvariantCulture, $"number {id.Number} of many, with a text"));
            }

            await store.AppendAsync(batch, Token);
            for (var tries = 0; long.Parse(Value("SELECT coalesce(max(last), 0) FROM signatures WHERE source = 0")!, null) <= part * SignatureWork.Due; tries++)
            {
                Assert.InRange(tries, 0, 1_000);
                await Task.Delay(20, Token);
            }
        }

        SignAll(store, SignatureWork.Due);
        Assert.InRange(int.Parse(Value("SELECT count(*) FROM signatures WHERE source = 0")!, null), 2, Small - 1);
        foreach (var number in new[] { 10L, 100, 70_000, Small * SignatureWork.Due })
        {
            Assert.Equal([number], await FindAsync(store, $"number {number} of"));
        }

        await AssertGoodAsync(store.Reader);
    }

    [Fact]
    public async Task AProcessThatIsKilledWhileItSignsLeavesSignaturesThatAreRight()
    {
        using (var child = ChildProcess.Start("write", Store, "1000000", "40", "2"))
        {
            Assert.NotNull(await child.ReadLineAsync());
            for (var tries = 0; tries < 1_000 && Value("SELECT count(*) FROM signatures") == "0"; tries++)
            {
                await Task.Delay(20, Token);
            }

            child.Kill();
            await child.ReadToEndAsync();
        }

        Assert.NotEqual("0", Value("SELECT count(*) FROM signatures"));
        await using var reader = SqliteReader.Open(Store);
        await AssertGoodAsync(reader);
    }

    internal static async Task AssertGoodAsync(ISequenceReader reader)
    {
        var told = await SignaturesOf(reader);
        Assert.True(told.Level is FindingLevel.Good, told.ToString());
    }

    private static async Task<StoreFinding> SignaturesOf(ISequenceReader reader) =>
        (await reader.ExamineAsync(Token)).Findings.Single(f => f.Name == "signatures");

    private static SequenceId Id(long number) => new(2025, 7, number);

    private static void SignAll(SqliteStore store, int due = 1)
    {
        while (store.Sign(due, Token))
        {
        }
    }

    private static async Task<List<long>> FindAsync(SqliteStore store, string text) =>
        [.. (await store.Reader.FindAsync(new SequenceQuery { Text = text }, Token)).Select(h => h.SequenceId.Number)];

    private async Task<SqliteStore> OpenAsync(bool isEnded = false)
    {
        var store = (SqliteStore)new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(Store));
        var told = new NewSequence { CreatedAt = Noon, UserId = "ann", Username = "ann lee", Metadata = """{"Source":"bot"}""" };
        var batch = new Batch("first").Begin(Id(1), Noon, told).Said(Id(1), Noon, "what is said").Said(Id(1), Noon, "went wrong", isStep: false);
        await store.AppendAsync(isEnded ? batch.Status(Id(1), SequenceStatus.Completed, Noon) : batch, Token);
        return store;
    }

    private async Task<SqliteStore> OpenSignedAsync(bool isEnded = false)
    {
        var store = await OpenAsync(isEnded);
        SignAll(store);
        return store;
    }

    private void Prompt(string sql)
    {
        using var prompt = new SqlPrompt(Store);
        prompt.Execute(sql);
    }

    private string? Value(string sql)
    {
        using var prompt = new SqlPrompt(Store);
        return prompt.Value(sql);
    }
}
