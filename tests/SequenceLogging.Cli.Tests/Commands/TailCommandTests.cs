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

    [Theory]
    [InlineData("--user 7", "2,4")]
    [InlineData("--sequence SEQ-2025-07-00002", "3")]
    [InlineData("--component payments", "3,4")]
    [InlineData("--step Payment_Step_1_Pay", "3")]
    [InlineData("--step Payment_Step_1*", "3,4")]
    [InlineData("--step Payment_Step_1", "")]
    [InlineData("--step *", "1,2,3,4")]
    [InlineData("--flow Payment", "3,4")]
    [InlineData("--flow Pay", "")]
    [InlineData("--status failed", "4")]
    [InlineData("--status COMPLETED", "1,2,3")]
    [InlineData("--user 7 --flow Payment --limit 1", "4")]
    [InlineData("--flow Payment --limit 1", "3")]
    public async Task OnlyWhatFitsAllFiltersIsTold(string filters, string positions)
    {
        _seqlog.Reader.Steps.Clear();
        _seqlog.Reader.Steps.AddRange(
        [
            Samples.Stored(1, "First"),
            Samples.Stored(2, "Second") with { UserId = 7 },
            Samples.Stored(3, "Payment_Step_1_Pay") with { SequenceId = SequenceId.Parse("SEQ-2025-07-00002"), Component = "payments" },
            Samples.Stored(4, "Payment_Step_1_Paid") with { UserId = 7, Component = "payments", Status = StepStatus.Failed },
        ]);

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync(["tail", "--since-start", "--no-follow", "--json", .. filters.Split(' ')]));
        Assert.Equal(
            positions,
            string.Join(',', _seqlog.Out.Split('\n')[..^1].Select(l => JsonDocument.Parse(l).RootElement.GetProperty("position").GetInt64())));
    }

    [Theory]
    [InlineData("Frist", "seqlog: No step is called Frist. Did you mean 'First'?\n")]
    [InlineData("First", "")]
    [InlineData("Frist*", "")]
    public async Task AStepThatNobodyKnowsYetIsSaid(string name, string talk)
    {
        _seqlog.Reader.StepStatistics = Samples.Made("First", "Second");

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("tail", "--no-follow", "--step", name));
        Assert.Equal(talk, _seqlog.Error);
    }

    [Fact]
    public async Task WhatDoesNotFitIsReadOnceAndTheLimitCountsWhatIsTold()
    {
        _seqlog.Reader.Steps.Clear();
        _seqlog.Reader.Steps.AddRange(Enumerable.Range(1, 2_500).Select(n => Samples.Stored(n, n % 1_000 == 0 ? "New" : "Other")));
        var asked = new List<long>();
        _seqlog.Reader.BeforeSteps = asked.Add;

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("tail", "--since-start", "--step", "New", "--limit", "2"));
        Assert.Equal(["New", "New"], Names());
        Assert.Equal([0, 1_000], asked);
    }

    private string[] Names() =>
        [.. _seqlog.Out.Split(' ', '\n').Where(word => word is "First" or "Second" or "Third" or "New")];
}
