using System.Text;
using System.Text.Json;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Tests.Commands;

public class EraseCommandTests
{
    private readonly Seqlog _seqlog = new();
    private readonly FakeStore _store;

    public EraseCommandTests()
    {
        _store = _seqlog.Provider.Store = new FakeStore(_seqlog.Reader);
        _store.Erase = _ => new Erasure(2, 14, 1, 3);
        _seqlog.Reader.Journeys.AddRange([Samples.Active("SEQ-2025-07-00009", 7), Samples.Active("SEQ-2025-07-00002", 7)]);
    }

    [Fact]
    public async Task WithYesItShowsWhatWillGoRemovesItAndSaysWhatIsNotReached()
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("erase", "--user", "7", "--yes"));

        Assert.Equal(new UserId(7), Assert.Single(_store.Erased));
        Assert.Equal(new UserId(7), _seqlog.Reader.Asked!.UserId);
        Assert.Equal("✔ user 7 is erased from sequences.db: 2 sequences, 14 steps, 1 link, 3 other records\n", _seqlog.Out);
        Assert.StartsWith(
            "seqlog: user 7 has 2 sequences in sequences.db: SEQ-2025-07-00009, SEQ-2025-07-00002.\n",
            _seqlog.Error,
            StringComparison.Ordinal);
        foreach (var word in (string[])["ids stay spent", "Backups", "text logs", "Seq ", "journals"])
        {
            Assert.Contains(word, _seqlog.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ManySequencesAreCountedOverAllPagesAndTheNewestAreNamed()
    {
        _seqlog.Reader.Journeys.Clear();
        _seqlog.Reader.Journeys.AddRange(
            Enumerable.Range(1, 2_500).Reverse().Select(n => Samples.Active($"SEQ-2025-07-{n:D5}", 7)));

        await _seqlog.RunAsync("erase", "--user", "7", "--yes");

        Assert.StartsWith("seqlog: user 7 has 2,500 sequences in sequences.db: SEQ-2025-07-02500, ", _seqlog.Error, StringComparison.Ordinal);
        Assert.Contains("SEQ-2025-07-02496 and 2,495 older.", _seqlog.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("YES\n", true)]
    [InlineData("n\n", false)]
    [InlineData("\n", false)]
    [InlineData("", false)]
    [InlineData("yesterday\n", false)]
    public async Task WhoCanBeAskedIsAskedAndOnlyYesIsYes(string answer, bool isErased)
    {
        Answer(answer);

        Assert.Equal(isErased ? ExitCode.Ok : ExitCode.Failure, await _seqlog.RunAsync("erase", "--user", "7"));
        Assert.Equal(isErased ? 1 : 0, _store.Erased.Count);
        Assert.Contains("[y/N] ", _seqlog.Error, StringComparison.Ordinal);
        Assert.Equal(!isErased, _seqlog.Error.EndsWith("seqlog: nothing was erased.\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CtrlCInsteadOfAnAnswerErasesNothing()
    {
        using var ctrlC = new CancellationTokenSource();
        using var silence = new Silence(ctrlC.Cancel);
        _seqlog.Around = _seqlog.Around with { CanAsk = true, OpenInput = () => silence };

        Assert.Equal(ExitCode.Interrupted, await _seqlog.RunAsync(["erase", "--user", "7"], ctrlC.Token));
        Assert.Empty(_store.Erased);
        Assert.EndsWith("\nseqlog: interrupted: nothing was erased.\n", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownUserIsNotFoundAndNothingIsDone()
    {
        _seqlog.Reader.Journeys.Clear();
        Answer("y\n");

        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("erase", "--user", "nobody"));
        Assert.Empty(_store.Erased);
        Assert.Empty(_seqlog.Out);
        Assert.StartsWith("seqlog: no sequence of user nobody in sequences.db. Try ", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnErasureThatHadNotComeToItsEndIsDoneAgainThoughTheRowsAreGone()
    {
        _seqlog.Reader.Journeys.Clear();

        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("erase", "--user", "7", "--yes"));
        Assert.Equal(new UserId(7), Assert.Single(_store.Erased));
        Assert.Contains("The store was cleaned all the same", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoreThatCannotEraseIsUnavailableAndNothingIsClaimed()
    {
        _store.Erase = _ => throw new SequenceStoreException("repeat the erasure") { Kind = StoreErrorKind.Busy };

        Assert.Equal(ExitCode.StoreUnavailable, await _seqlog.RunAsync("erase", "--user", "7", "--yes"));
        Assert.Empty(_seqlog.Out);
        Assert.EndsWith("seqlog: repeat the erasure\n", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CtrlCInTheMiddleSaysThatItIsNotDone()
    {
        using var ctrlC = new CancellationTokenSource();
        _store.Erase = _ =>
        {
            ctrlC.Cancel();
            throw new OperationCanceledException(ctrlC.Token);
        };

        Assert.Equal(ExitCode.Interrupted, await _seqlog.RunAsync(["erase", "--user", "7", "--yes"], ctrlC.Token));
        Assert.Contains("it is not erased to its end. Run it again with --yes.", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonHasTheNumbers()
    {
        await _seqlog.RunAsync("erase", "--user", "7", "--yes", "--json");

        var answer = JsonDocument.Parse(_seqlog.Out).RootElement;
        Assert.Equal(["userId", "sequences", "steps", "links", "others"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal(14, answer.GetProperty("steps").GetInt64());
    }

    private void Answer(string line) => _seqlog.Around = _seqlog.Around with
    {
        CanAsk = true,
        OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(line)),
    };

    /// <summary>A person who presses Ctrl-C and types nothing.</summary>
    private sealed class Silence(Action whenAsked) : MemoryStream
    {
        private readonly ManualResetEventSlim _over = new();

        public override int Read(byte[] buffer, int offset, int count) => Read([]);

        public override int Read(Span<byte> buffer)
        {
            whenAsked();
            _over.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            _over.Set();
            base.Dispose(disposing);
        }
    }
}
