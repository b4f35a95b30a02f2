using System.Globalization;

namespace SequenceLogging.Faults.Tests;

/// <summary>System calls of the store fail: now and then, for a while, or from some moment on for ever.</summary>
public class FailingCallTests
{
    private const int Threads = 4;

    /// <summary>Steps, links, and sequences that began while the store could give no id.</summary>
    private const string Records =
        "SELECT (SELECT count(*) FROM steps) + (SELECT count(*) FROM links) + (SELECT count(*) FROM sequence_keys)";

    // strace counts the calls of each thread: the first ones of the thread that makes the tables go well.
    [Theory]
    [InlineData("fsync:error=EIO:when=8+5")]
    [InlineData("fsync:error=EIO:when=20..24")]
    [InlineData("pwrite64:error=EIO:when=150+71")]
    [InlineData("pwrite64:error=ENOSPC:when=150+71")]
    [InlineData("pwrite64:error=EIO:when=180..184")]
    [InlineData("fsync:delay_enter=50000:when=8+5")]
    public async Task NothingIsLostOrDoubledAndTheBooksAreExact(string fault)
    {
        using var folder = new TempFolder();
        var (store, books, acknowledged, injected) = await WriteAsync(folder, fault, Lane.Pick(30, 1_000));

        Assert.Equal(books.Emitted, books.Stored);
        await store.ReopenAsync();
        Assert.Equal(Threads * Lane.Pick(30, 1_000) + store.Count("SELECT count(*) FROM sequence_keys"), books.Emitted);
        Assert.Empty(Lost(store, acknowledged));
        Assert.Equal(books.Emitted, store.Count(Records));
        store.MustBeWhole();
        store.MustHaveNoJournalLeft();
        Lane.Note(
            $"{fault}: {injected} calls, {acknowledged.Count} acknowledged, {books.Refused} refused with an exception, "
            + "0 lost, 0 doubled, integrity ok");
    }

    [Fact]
    public async Task WhenTheDiskNeverRecoversAuditsThrowAndTheNextProcessStoresTheSteps()
    {
        using var folder = new TempFolder();
        var (store, books, acknowledged, _) = await WriteAsync(folder, "fsync:error=EIO:when=20+", 20, "impatient");

        Assert.NotEqual(0, books.Refused);
        Assert.NotEqual(0, books.Emitted - books.Stored);
        await store.ReopenAsync();
        Assert.Empty(Lost(store, acknowledged));
        Assert.Equal(books.Emitted, store.Count(Records));
        store.MustBeWhole();
        store.MustHaveNoJournalLeft();
        Lane.Note(
            $"fsync fails for ever: {acknowledged.Count} acknowledged, 0 of them lost; {books.Emitted - books.Stored} steps and links "
            + "brought home by the next process");
    }

    [Fact]
    public async Task AWriterThatTakesNoNoticeOfExceptionsIsFound()
    {
        using var folder = new TempFolder();
        var (store, _, acknowledged, _) = await WriteAsync(
            folder, "fsync:error=EIO:when=20+", 20, "impatient", "no-journal", "ack-anyway");
        await store.ReopenAsync();

        Assert.NotEmpty(Lost(store, acknowledged));
    }

    private static IEnumerable<string> Lost(StoreFile store, List<string> acknowledged)
    {
        var stored = store.AskTexts(
            """
            SELECT CAST(json_extract(metadata, '$.Mark') AS TEXT) FROM steps
            UNION ALL SELECT entity_id FROM links
            UNION ALL SELECT sequence_id FROM sequences
            """);
        Assert.Equal(stored.Count, stored.Distinct().Count());
        Assert.Equal(acknowledged.Count, acknowledged.Distinct().Count());
        return acknowledged.Except(stored);
    }

    private static async Task<(StoreFile Store, Books Books, List<string> Acknowledged, int Injected)> WriteAsync(
        TempFolder folder, string fault, int events, params string[] settings)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Child.Finds("strace"), "strace is not installed here.");
        var (store, log) = (new StoreFile(folder.File("sequences.db")), folder.File("calls"));

        // Only calls on the store: the journal's and the runtime's own go well.
        using var child = Child.StartUnder(
            [
                "strace", "-f", "--seccomp-bpf", "-P", store.Path, "-P", store.Path + "-wal",
                "-e", "trace=fsync,pwrite64", "-e", "inject=" + fault, "-o", log,
            ],
            ["audited", store.Path, Threads, events, 1, .. settings]);
        var acknowledged = new List<string>();
        var line = await child.SaysAsync("ack", "books");
        for (; line.Word == "ack"; line = await child.SaysAsync("ack", "books"))
        {
            acknowledged.Add(line.Said);
        }

        var n = line.Said.Split(' ').Select(t => long.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(n[0], n[1..6].Sum());
        Assert.Equal((0, 0, 0), (n[2], n[3], n[4]));
        await child.ExitAsync();
        var injected = File.ReadLines(log).Count(l => l.Contains("(INJECTED)", StringComparison.Ordinal)
            || l.Contains("(DELAYED)", StringComparison.Ordinal));
        Assert.NotEqual(0, injected);
        return (store, new Books(n[0], n[1], n[6]), acknowledged, injected);
    }

    private sealed record Books(long Emitted, long Stored, long Refused);
}
