using System.Text;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Storage;
using Serilog;

namespace SequenceLogging.Sqlite.Tests.Erasing;

/// <summary>No byte of an erased user is left: the files are searched as bytes, not asked by SQL.</summary>
public sealed class ErasureTests : IAsyncLifetime
{
    private static readonly string[] Markers =
    [
        "user-zebra-4711", "the-name-quagga", "the-language-tlh", "the-metadata-okapi", "the-message-gnu", "the-property-tapir",
        "the-error-lemur", "the-link-ibis", "the-reason-dodo", "the-key-moa", "Step of user-zebra-4711",
        "the-rejected-auk",
    ];

    private readonly TempFolder _folder = new();
    private SequenceLog _log;

    public ErasureTests() => _log = Open();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder.File("sequences.db");

    private static string[] OtherMarkers => [.. Markers.Select(m => m.Replace("zebra", "horse").Replace("the-", "other-"))];

    public async ValueTask InitializeAsync()
    {
        // Among others, over many pages, and in pieces that come between those of others: rows are moved about in pages.
        await using (var logger = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(_log).CreateLogger())
        {
            for (var round = 0; round < 20; round++)
            {
                Write(logger, Markers, $"{round}");
                Write(logger, OtherMarkers, $"{round}");
                for (var other = 0; other < 4; other++)
                {
                    Write(logger, [.. Markers.Select((_, i) => $"user {i} {other}")], new string('x', 50 * other));
                }
            }
        }

        Assert.True((await _log.FlushAsync(TimeSpan.FromSeconds(30), Token)).IsComplete);
        using var prompt = new SqlPrompt(Store);

        // A program that does not clean up behind it, as versions before this one: rows that grow leave copies of themselves.
        prompt.Execute("PRAGMA secure_delete = OFF; UPDATE steps SET message = message || ' ' || hex(zeroblob(40))");
        foreach (var texts in new[] { Markers, OtherMarkers })
        {
            prompt.Execute($"INSERT INTO sequence_keys SELECT '{texts[9]}', max(id) FROM sequences WHERE user_id = '{texts[0]}'");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task NoByteOfTheUserIsLeftInAnyFile()
    {
        Assert.Equal(Markers, Found());

        var erasure = await _log.EraseUserAsync(Markers[0], Token);

        Assert.Equal((20, 60, 20), (erasure.Sequences, erasure.Steps, erasure.Links));
        Assert.Empty(Found());
        Assert.Equal(Markers.Length, Found(OtherMarkers).Length);
        using var prompt = new SqlPrompt(Store);
        Assert.Equal("ok", prompt.Value("PRAGMA integrity_check"));
        Assert.Equal("wal", prompt.Value("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task NeitherAfterItWasClosedAndOpenedAgain()
    {
        await _log.DisposeAsync();
        Assert.Equal(Markers, Found());
        _log = Open();

        await _log.EraseUserAsync(Markers[0], Token);
        Assert.Empty(Found());
        await _log.DisposeAsync();
        Assert.Empty(Found());
    }

    [Theory]
    [InlineData("PRAGMA secure_delete = OFF", "")]
    [InlineData("PRAGMA secure_delete = ON", "")]
    [InlineData("PRAGMA secure_delete = ON", "VACUUM")]
    public async Task WithoutEachOfItsPartsSomethingIsLeft(string secureDelete, string vacuum)
    {
        await _log.DisposeAsync();
        using (var database = Database.OpenWriter(Store, TimeSpan.FromSeconds(5)))
        {
            database.Execute(secureDelete);
            foreach (var table in new[] { "steps", "links", "errors", "status_changes", "sequence_keys" })
            {
                database.Execute($"DELETE FROM {table} WHERE sequence IN (SELECT id FROM sequences WHERE user_id = '{Markers[0]}')");
            }

            database.Execute($"DELETE FROM sequences WHERE user_id = '{Markers[0]}'");
            database.Execute("DELETE FROM step_kinds WHERE step_name LIKE 'Step of user-zebra%'");
            if (vacuum.Length > 0)
            {
                // The file is clean then, and the WAL is not.
                database.Execute(vacuum);
            }
            else
            {
                database.CheckpointAndTruncate(TimeSpan.FromSeconds(1));
            }
        }

        Assert.NotEmpty(Found());
    }

    [Fact]
    public async Task AReaderThatNeedsTheWalIsToldAndTheSecondTimeItWorks()
    {
        using (var reader = Database.OpenReader(Store, TimeSpan.FromSeconds(5)))
        {
            reader.Execute("BEGIN");
            reader.ReadNumber("SELECT count(*) FROM sequences");

            var failure = await Assert.ThrowsAsync<SequenceStoreException>(async () => await _log.EraseUserAsync(Markers[0], Token));

            Assert.Equal(StoreErrorKind.Busy, failure.Kind);
            Assert.Contains("repeat the erasure", failure.Message, StringComparison.Ordinal);
            Assert.Contains(Store + "-wal", failure.Message, StringComparison.Ordinal);
            Assert.Empty(await _log.FindSequencesByUserAsync(Markers[0], cancellationToken: Token));
            Assert.NotEmpty(Found());
        }

        Assert.Equal(new Erasure(0, 0, 0, 0), await _log.EraseUserAsync(Markers[0], Token));
        Assert.Empty(Found());
    }

    [Fact]
    public void ATableEitherTellsTheSequenceOfARowOrHoldsNothingOfUsers()
    {
        using var prompt = new SqlPrompt(Store);
        var others = prompt.Column(
            """
            SELECT name FROM sqlite_schema t
             WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.name = 'sequence')
             ORDER BY name
            """);

        // Of a table that is new here, say how UserErasure deletes a user's rows in it.
        Assert.Equal(
            [
                "daily_statistics", "delivery_positions", "delivery_totals", "event_ids", "id_gaps", "language_places", "sequence_counter",
                "sequences", "signature_slices", "signatures", "step_kinds", "step_places", "step_statistics", "step_transitions",
                "store_totals", "unsigned_places",
            ],
            others);
    }

    private SequenceLog Open() => SequenceLog.Open(o =>
    {
        o.UseSqlite(Store);
    });

    private string[] Found(string[]? markers = null)
    {
        var files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(Read).ToArray();
        return
        [
            .. (markers ?? Markers).Where(
                marker => files.Any(bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(marker)) >= 0)),
        ];
    }

    // By another process: to close a file of the store here would end the locks that SQLite has on it.
    private static byte[] Read(string file)
    {
        using var cat = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("cat", [file]) { RedirectStandardOutput = true })!;
        using var bytes = new MemoryStream();
        cat.StandardOutput.BaseStream.CopyTo(bytes);
        cat.WaitForExit();
        return bytes.ToArray();
    }

    /// <summary>One sequence with everything in it, of the texts in the order of the markers.</summary>
    private void Write(ILogger logger, string[] texts, string filling)
    {
        using var scope = _log.Begin(texts[0], texts[1], texts[2], new Dictionary<string, object?> { ["Note"] = texts[3] });
        logger.Information("{StepName} " + texts[4] + " {Property}" + filling, "Step", texts[5]);
        logger.Error(new InvalidOperationException(texts[6]), "It went wrong");
        logger.Information("{LinkComponent}", $"ads:ad:{texts[7]}");
        logger.Information("{StepName}", texts[10]);
        logger.Information("{StepName} {LinkComponent} of {User}: {Text}", "Step", "no link", texts[0], texts[11]);
        _log.Fail(scope.SequenceId, texts[8]);
    }
}
