using System.Text;
using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Signatures;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.Sqlite.Tests.Searching;

/// <summary>
/// Whatever is written, late, erased, pruned and signed in whatever order: what is found is what a search through whole journeys
/// finds, and the store says that its signatures are right.
/// </summary>
public sealed class SignaturePropertyTests : IDisposable
{
    private const int Rounds = 14;
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Words =
        ["Payment", "timeout", "ÄÖ тест", "a\\b", "\"quoted\"", "TE5768", "12.5", "ad", "x", "null", "İstanbul", "☹☹", "a\u0001b", "[1,2]"];

    private readonly TempFolder _folder = new();
    private readonly HashSet<SequenceId> _ids = [];
    private int _batches;
    private int _shortAndThere;
    private int _shortAndAbsent;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task WhatIsFoundIsWhatIsThere(int seed)
    {
        var random = new Random(seed);
        var (found, signed) = (0, 0);
        var store = Open();
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                await WriteAsync(store, random);
                await RemoveAsync(store, random);
                signed += Sign(store, random.Next(4)) ? 1 : 0;
                if (random.Next(5) == 0)
                {
                    await store.DisposeAsync();
                    store = Open();
                }

                found += await CompareAsync(store.Reader, random);
                await SignatureTests.AssertGoodAsync(store.Reader);
            }
        }
        finally
        {
            await store.DisposeAsync();
        }

        Assert.InRange(found, 50, int.MaxValue);
        Assert.InRange(signed, 3, Rounds);
        Assert.InRange(_shortAndThere, 20, int.MaxValue);
        Assert.InRange(_shortAndAbsent, 20, int.MaxValue);
    }

    private SqliteStore Open() => (SqliteStore)new SqliteStoreProvider().Open(new SequenceLogOptions().UseSqlite(_folder.File("sequences.db")));

    private static bool Sign(SqliteStore store, int pieces)
    {
        var signed = false;
        while (pieces-- > 0 && store.Sign(due: 1, Token))
        {
            signed = true;
        }

        return signed;
    }

    private async Task WriteAsync(SqliteStore store, Random random)
    {
        var batch = new Batch($"batch {++_batches}");
        for (var record = random.Next(60); record > 0; record--)
        {
            // Numbers in any order, of two months, and now and then a beginning behind the first steps.
            var id = new SequenceId(2025, random.Next(2) + 6, random.Next(400) + 1);
            _ids.Add(id);
            var at = Noon.AddMinutes(random.Next(10_000));
            switch (random.Next(8))
            {
                case 0 or 1:
                    batch.Begin(id, at, new NewSequence
                    {
                        CreatedAt = at,
                        UserId = $"{random.Next(5)}",
                        Username = random.Next(2) == 0 ? null : Text(random),
                        Language = random.Next(2) == 0 ? null : Word(random),
                        Metadata = random.Next(2) == 0 ? null : Metadata(random),
                    });
                    break;
                case 2:
                    batch.Status(id, SequenceStatus.Completed, at);
                    break;
                case 3:
                    batch.Said(id, at, Text(random), Metadata(random), Text(random), isStep: false);
                    break;
                default:
                    batch.Said(id, at, Text(random), Metadata(random));
                    break;
            }
        }

        await store.AppendAsync(batch, Token);
    }

    private static async Task RemoveAsync(SqliteStore store, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                await store.EraseUserAsync($"{random.Next(5)}", Token);
                break;
            case 1:
                // The newest rows may be among them, and their ids are given again.
                await store.PruneAsync(new PruneQuery { IdleSince = Noon.AddMinutes(random.Next(20_000)), Limit = 1_000 }, Token);
                break;
        }
    }

    private async Task<int> CompareAsync(ISequenceReader reader, Random random)
    {
        var journeys = new List<SequenceDetails>();
        foreach (var id in _ids)
        {
            if (await reader.GetDetailsAsync(id, Token) is { } journey)
            {
                journeys.Add(journey);
            }
        }

        var found = 0;
        for (var i = 0; i < 40; i++)
        {
            var query = Query(random, journeys);
            var expected = string.Join(", ", SlowSearch.Find(journeys, query));
            Assert.Equal($"{query}: {expected}", $"{query}: {string.Join(", ", (await reader.FindAsync(query, Token)).Select(h => h.SequenceId))}");
            found += expected.Length > 0 ? 1 : 0;
            if (query is { Text: { } text } && Encoding.UTF8.GetByteCount(text) < SignatureBits.GramLength)
            {
                _shortAndThere += expected.Length > 0 ? 1 : 0;
                _shortAndAbsent += expected.Length > 0 ? 0 : 1;
            }
        }

        return found;
    }

    private static SequenceQuery Query(Random random, List<SequenceDetails> journeys)
    {
        var query = new SequenceQuery { Limit = random.Next(3) == 0 ? 2 : 1_000 };
        query = random.Next(5) switch
        {
            0 => query with { Language = Word(random) },
            1 => query with { Property = new PropertyQuery("P" + random.Next(3), Word(random)) },
            2 => query with { Property = new PropertyQuery("P" + random.Next(3), Word(random)), Text = Piece(random, journeys) },
            3 => query with { Text = ShortPiece(random, journeys) },
            _ => query with { Text = Piece(random, journeys) },
        };
        return random.Next(6) switch
        {
            0 => query with { Status = (SequenceStatus)random.Next(4) },
            1 => query with { CreatedFrom = Noon.AddMinutes(random.Next(5_000)), CreatedBefore = Noon.AddMinutes(5_000 + random.Next(5_000)) },
            2 => query with { Before = new SequenceId(2025, 7, random.Next(400) + 1) },
            3 => query with { StepName = "Step" },
            _ => query,
        };
    }

    /// <summary>A piece of what somebody said, in another case, and at times with an end that nobody said.</summary>
    private static string Piece(Random random, List<SequenceDetails> journeys)
    {
        var texts = journeys.SelectMany(j => j.Steps.Select(s => s.Message).Append(j.Username).Append(j.Metadata)).Where(t => t is not null).ToList();
        var text = texts.Count == 0 ? "none" : texts[random.Next(texts.Count)]!;
        var start = random.Next(text.Length);
        var piece = text.Substring(start, random.Next(1, Math.Min(14, text.Length - start) + 1));
        piece = string.Concat(piece.Select(c => char.IsAscii(c) && random.Next(2) == 0 ? char.ToUpperInvariant(c) : c));
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(random.Next(4) == 0 ? piece + random.Next(10) : piece));
    }

    /// <summary>Up to three bytes, that somebody said or that look like it.</summary>
    private static string ShortPiece(Random random, List<SequenceDetails> journeys)
    {
        var piece = Piece(random, journeys) + (random.Next(2) == 0 ? "q" : Word(random));
        piece = piece[..Math.Min(piece.Length, random.Next(1, 4))];
        piece = random.Next(2) == 0 ? piece : new string([.. piece.Reverse()]);
        return Encoding.UTF8.GetByteCount(piece) < SignatureBits.GramLength && !char.IsSurrogate(piece[^1]) ? piece : piece[..1];
    }

    private static string Word(Random random) => Words[random.Next(Words.Length)];

    private static string Text(Random random) => string.Join(" ", Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Word(random) + random.Next(50)));

    private static string Metadata(Random random)
    {
        var values = new Dictionary<string, object?>();
        for (var i = random.Next(4); i > 0; i--)
        {
            values["P" + random.Next(3)] = random.Next(3) switch { 0 => 12.5, 1 => random.Next(2) == 0 ? null : new[] { 1, 2 }, _ => Word(random) };
        }

        return System.Text.Json.JsonSerializer.Serialize(values);
    }
}
