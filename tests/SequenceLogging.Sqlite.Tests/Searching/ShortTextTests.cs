using System.Globalization;
using System.Text;
using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Reading;
using SequenceLogging.Sqlite.Signatures;
using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.Sqlite.Tests.Searching;

/// <summary>A text that is too short to have bits is looked for only where its bytes are somewhere.</summary>
public sealed class ShortTextTests : IDisposable
{
    /// <summary>Signatures of one block each, which are put together when there are more of them than a large one has room for.</summary>
    private const int Parts = SignatureWriter.MostWidth + 2;

    private const string IsList = "id & 32768";

    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bob", 0)]
    [InlineData("bo", 1)] // "source":"bot"
    [InlineData("q", 0)]
    [InlineData("d w", 0)] // not from one text into the next
    [InlineData("wha", 1)]
    [InlineData("WHA", 1)]
    [InlineData("aid", 1)]
    [InlineData("id", 1)] // the end of a text
    [InlineData("E", 2)]
    [InlineData("ee", 1)]
    [InlineData("eex", 0)]
    [InlineData("ß☹", 0)] // has bits
    [InlineData("☹", 0)]
    [InlineData("é", 0)]
    [InlineData("  ", 0)]
    public async Task OnlyRowsThatMaySayItAreLookedAt(string text, long rows)
    {
        await using var store = await OpenSignedAsync();

        Assert.Equal((rows, 0L), Candidates(text));
        Assert.Equal(rows > 0 ? [1L] : [], await FindAsync(store, text));
    }

    [Theory]
    [InlineData("x'00'", true)] // nothing follows
    [InlineData("x'0100'", true)] // only zeros do
    [InlineData("zeroblob(2)", false)]
    [InlineData("x'01'", false)]
    [InlineData("x'8080808000'", false)]
    [InlineData("x''", false)]
    [InlineData(null, false)]
    public async Task AListThatLiesIsToldAndADamagedOneSaysNothing(string? list, bool lies)
    {
        await using var store = await OpenSignedAsync();
        Prompt(list is null ? $"DELETE FROM signature_slices WHERE {IsList}" : $"UPDATE signature_slices SET bits = {list} WHERE {IsList}");

        Assert.Equal(lies ? [] : [1L], await FindAsync(store, "ann"));

        var told = (await store.Reader.ExamineAsync(Token)).Findings.Single(f => f.Name == "signatures");
        Assert.Equal(lies, told.Level is FindingLevel.Problem);
        Assert.Equal(lies, told.Value.StartsWith("3 rows are not in the signature", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignaturesThatArePutTogetherHaveTheTextsOfAll(bool isOneUnknown)
    {
        await using var store = Open();
        for (var part = 0; part < Parts; part++)
        {
            await store.AppendAsync(new Batch($"part {part}").Said(Id(part + 1), Noon, Said(part)), Token);
            SignAll(store);
            if (part == 0 && isOneUnknown)
            {
                Prompt($"DELETE FROM signature_slices WHERE {IsList}");
            }
        }

        Assert.InRange(long.Parse(Value("SELECT count(*) FROM signatures WHERE source = 0")!, null), 1, Parts / 2);
        for (var part = 0; part < Parts; part++)
        {
            Assert.Equal([part + 1L], await FindAsync(store, Said(part)[^3..]));
        }

        Assert.Empty(await FindAsync(store, "bob"));
        Assert.Equal(isOneUnknown, Candidates("bob").Rows > 0);
        await SignatureTests.AssertGoodAsync(store.Reader);

        static string Said(int part) => string.Create(CultureInfo.InvariantCulture, $"said <{part:00}");
    }

    [Fact]
    public async Task AnErasedTextIsInNoList()
    {
        await using var store = await OpenSignedAsync();
        await store.AppendAsync(new Batch("other").Begin(Id(2), Noon, new NewSequence { CreatedAt = Noon, Username = "bea" }), Token);
        SignAll(store);
        Assert.NotEqual(0, Candidates("lee").Rows);

        await store.EraseUserAsync("ann", Token);
        SignAll(store);

        Assert.Equal((0L, 0L), Candidates("lee"));
        Assert.Equal([2L], await FindAsync(store, "bea"));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 300)]
    [InlineData(3, 20_000)]
    [InlineData(4, 1_500_000)]
    public void WhatIsStoredIsWhatWasSaid(int seed, int bytes)
    {
        var random = new Random(seed);
        var said = new byte[bytes];
        random.NextBytes(said);
        var pieces = new ShortPieces();
        pieces.AddText([0x61, 0xFF, 0xFF, 0x61, 0, 0, 0x61, 0x7F, 0xFF]);
        pieces.AddText(said);

        var read = new ShortPieces();
        for (var first = 0; first < ShortPieces.Lists; first++)
        {
            var list = pieces.Write(first);
            Assert.InRange(list.Length, 0, ShortPieces.MostBytes);
            Assert.Equal(bytes > 1_000_000 && !char.IsAsciiLetterUpper((char)first), list.Length == 0); // nearly everything is there
            read.AddList(first, list);
            for (var length = 0; length < list.Length; length++)
            {
                Assert.True(ShortPieces.MayHave(list.AsSpan(0, length), new ShortText(first, 0, 0))); // its end is missing
            }
        }

        Assert.True(read.HasText(said));
        Assert.True(read.HasText([0x41, 0x7F, 0xFF]));
        var other = new byte[3];
        for (var i = 0; i < 2_000; i++)
        {
            random.NextBytes(other);
            Assert.Equal(pieces.HasText(other) || bytes > 1_000_000, read.HasText(other));
        }
    }

    [Fact]
    public void TheSameWordsAgainAndAgainTakeLittleRoom()
    {
        var pieces = new ShortPieces();
        for (var i = 0; i < 100_000; i++)
        {
            pieces.AddText(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"number {i} of many, with a text and {i * 7919:x}")));
        }

        // Of a signature that takes 2 MB.
        Assert.InRange(Enumerable.Range(0, ShortPieces.Lists).Sum(first => pieces.Write(first).Length), ShortPieces.Lists, 20_000);
    }

    private static SequenceId Id(long number) => new(2025, 7, number);

    private static void SignAll(SqliteStore store)
    {
        while (store.Sign(due: 1, Token))
        {
        }
    }

    private static async Task<List<long>> FindAsync(SqliteStore store, string text) =>
        [.. (await store.Reader.FindAsync(new SequenceQuery { Text = text }, Token)).Select(h => h.SequenceId.Number)];

    private (long Rows, long Unsigned) Candidates(string text)
    {
        using var database = Database.OpenReader(Store, TimeSpan.FromSeconds(1));
        var search = new SignedSearch(database, new SequenceQuery { Text = text }, 1, long.MaxValue);
        search.Prepare();
        return (search.Rows, search.UnsignedRows);
    }

    private SqliteStore Open() => (SqliteStore)new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(Store));

    private async Task<SqliteStore> OpenSignedAsync()
    {
        var store = Open();
        var told = new NewSequence { CreatedAt = Noon, UserId = "ann", Username = "ann lee", Metadata = """{"Source":"bot"}""" };
        await store.AppendAsync(
            new Batch("first").Begin(Id(1), Noon, told).Said(Id(1), Noon, "what is said").Said(Id(1), Noon, "went wrong", isStep: false), Token);
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
