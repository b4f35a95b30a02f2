using System.Text.Json;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Tests.Commands;

public class TailCommandTests
{
    private readonly Seqlog _seqlog = new();

    public TailCommandTests() => _seqlog.Reader.Steps.AddRange(
        [Samples.Stored(1, "First"), Samples.Stored(2, "Second"), Samples.Stored(5, "Third")]);

    [Fact]
    public async Task WithoutFollowingItTellsWhatIsThereAndEnds()
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("tail", "--since-start", "--no-follow"));
        Assert.Equal(["First", "Second", "Third"], Names());
        Assert.Empty(_seqlog.Error);
    }

    [Fact]
    public async Task ItBeginsBehindAPosition()
    {
        await _seqlog.RunAsync("tail", "--from", "2", "--no-follow");
        Assert.Equal(["Third"], Names());
    }

    [Fact]
    public async Task WithoutAPlaceToBeginItTellsOnlyWhatIsNew()
    {
        var polls = 0;
        _seqlog.Reader.BeforeSteps = _ =>
        {
            if (polls++ == 1)
            {
                _seqlog.Reader.Steps.Add(Samples.Stored(9, "New"));
            }
        };

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("tail", "--limit", "1"));
        Assert.Equal(["New"], Names());
        Assert.Equal(2, polls);
    }

    [Fact]
    public async Task CtrlCEndsItWithCodeZeroAndEverythingWritten()
    {
        using var ctrlC = new CancellationTokenSource();
        _seqlog.Reader.BeforeSteps = position =>
        {
            if (position == 5)
            {
                ctrlC.Cancel();
            }
        };

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync(["tail", "--since-start"], ctrlC.Token));
        Assert.Equal(["First", "Second", "Third"], Names());
        Assert.Empty(_seqlog.Error);
    }

    [Fact]
    public async Task InJsonEveryStepIsOneLine()
    {
        await _seqlog.RunAsync("tail", "--since-start", "--no-follow", "--json");

        var steps = _seqlog.Out.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal([1, 2, 5], steps.Select(s => s.GetProperty("position").GetInt64()));
        Assert.All(steps, s => Assert.Equal("SEQ-2025-07-00001", s.GetProperty("sequenceId").GetString()));
    }

    [Fact]
    public async Task ABusyStoreIsAskedAgainWhileFollowing()
    {
        var polls = 0;
        _seqlog.Reader.BeforeSteps = _ => _seqlog.Reader.Failure =
            polls++ == 0 ? new SequenceStoreException("busy") { Kind = StoreErrorKind.Busy } : null;

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("tail", "--since-start", "--limit", "3"));
        Assert.Equal(["First", "Second", "Third"], Names());
    }

    [Fact]
    public async Task ABusyStoreIsNoEmptyStore()
    {
        _seqlog.Reader.Failure = new SequenceStoreException("it is busy") { Kind = StoreErrorKind.Busy };

        Assert.Equal(ExitCode.StoreUnavailable, await _seqlog.RunAsync("tail", "--since-start", "--no-follow"));
        Assert.Equal("seqlog: it is busy\n", _seqlog.Error);
    }

    private string[] Names() =>
        [.. _seqlog.Out.Split(' ', '\n').Where(word => word is "First" or "Second" or "Third" or "New")];
}
