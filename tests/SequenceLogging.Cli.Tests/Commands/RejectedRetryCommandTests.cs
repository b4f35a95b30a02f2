using System.Text.Json;
using SequenceLogging.Delivery;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Tests.Commands;

public class RejectedRetryCommandTests
{
    private const string Sequence = "SEQ-2025-07-00001";

    private readonly Seqlog _seqlog = new();
    private readonly FakeStore _store;

    public RejectedRetryCommandTests()
    {
        _store = _seqlog.Provider.Store = new FakeStore(_seqlog.Reader);
        _store.Retry = id => id switch
        {
            1 => RecordOutcome.Stored,
            2 => RecordOutcome.Duplicate,
            3 => throw new SequenceStoreException("still far too large") { Kind = StoreErrorKind.BadData },
            9 => throw new SequenceStoreException("the disk is full") { Kind = StoreErrorKind.Full },
            _ => null,
        };
        _seqlog.Reader.Rejected.AddRange([.. new long[] { 1, 2, 3, 5, 9 }.Select(
            id => Samples.Rejected(id, Reasons.RefusedByStore, Sequence, canRetry: true))]);
        _seqlog.Reader.Rejected.Add(Samples.Rejected(4));
    }

    [Theory]
    [InlineData("1", ExitCode.Ok, "✔ 1  stored in SEQ-2025-07-00001")]
    [InlineData("2", ExitCode.Ok, "○ 2  was stored before; it is no longer among the rejected")]
    [InlineData("3", ExitCode.Failure, "✖ 3  refused: still far too large")]
    [InlineData("4", ExitCode.NotFound, "✖ 4  cannot be tried again, its record is not complete: outside of any sequence. Mend the code that logs it")]
    [InlineData("5", ExitCode.NotFound, "✖ 5  is not there. 'seqlog rejected list' shows those that are")]
    [InlineData("6", ExitCode.NotFound, "✖ 6  is not there. 'seqlog rejected list' shows those that are")]
    [InlineData("9223372036854775807", ExitCode.NotFound, "✖ 9223372036854775807  is not there. 'seqlog rejected list' shows those that are")]
    public async Task ItSaysWhatBecameOfIt(string id, int code, string line)
    {
        Assert.Equal(code, await _seqlog.RunAsync("rejected", "retry", id));
        Assert.Equal(line + "\n", _seqlog.Out);
        Assert.Empty(_seqlog.Error);
    }

    [Theory]
    [InlineData("1 2", ExitCode.Ok, "of 2: 1 stored, 1 stored before.")]
    [InlineData("1 6", ExitCode.NotFound, "of 2: 1 stored, 1 not found.")]
    [InlineData("6 3 4 1", ExitCode.Failure, "of 4: 1 stored, 1 refused still, 1 that cannot be tried again, 1 not found.")]
    public async Task OfSeveralTheWorstIsTheExitCode(string ids, int code, string sum)
    {
        Assert.Equal(code, await _seqlog.RunAsync(["rejected", "retry", .. ids.Split(' ')]));
        Assert.Equal($"seqlog: {sum}\n", _seqlog.Error);
    }

    [Fact]
    public async Task TheSameOneTwiceIsTriedOnce()
    {
        await _seqlog.RunAsync("rejected", "retry", "1", "1");
        Assert.Equal([1], _store.Retried);
    }

    [Fact]
    public async Task AllMeansThoseThatCanBeTriedAgainOldestFirst()
    {
        _seqlog.Reader.Rejected.RemoveAll(r => r.Id == 9);

        Assert.Equal(ExitCode.Failure, await _seqlog.RunAsync("rejected", "retry", "--all"));
        Assert.Equal([1, 2, 3, 5], _store.Retried);
    }

    [Fact]
    public async Task AllOfNothingIsWell()
    {
        _seqlog.Reader.Rejected.RemoveAll(r => r.CanRetry);

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("rejected", "retry", "--all"));
        Assert.Equal("seqlog: nothing that can be tried again is kept in sequences.db.\n", _seqlog.Error);
    }

    [Fact]
    public async Task AStoreThatFailsEndsItAndScriptsAreToldWhatWasDoneBefore()
    {
        Assert.Equal(ExitCode.StoreUnavailable, await _seqlog.RunAsync("rejected", "retry", "1", "9", "2", "--json"));

        Assert.Equal("seqlog: the disk is full\n", _seqlog.Error);
        Assert.Equal([1, 9], _store.Retried);
        var answer = Assert.Single(JsonDocument.Parse(_seqlog.Out).RootElement.EnumerateArray().ToArray());
        Assert.Equal("stored", answer.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task JsonTellsTheOutcomeOfEach()
    {
        Assert.Equal(ExitCode.Failure, await _seqlog.RunAsync("rejected", "retry", "1", "2", "3", "4", "6", "--json"));

        var answers = JsonDocument.Parse(_seqlog.Out).RootElement.EnumerateArray().ToArray();
        Assert.Equal(
            ["stored", "duplicate", "refused", "cannotRetry", "notFound"], answers.Select(a => a.GetProperty("outcome").GetString()));
        Assert.Equal(["id", "outcome", "sequenceId", "error"], answers[2].EnumerateObject().Select(p => p.Name));
        Assert.Equal(3, answers[2].GetProperty("id").GetInt64());
        Assert.Equal("still far too large", answers[2].GetProperty("error").GetString());
    }
}
