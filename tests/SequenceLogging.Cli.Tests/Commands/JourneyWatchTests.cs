using System.Text.Json;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Tests.Commands;

public class JourneyWatchTests
{
    private const string Screen = "\u001b[H\u001b[J";

    private readonly Seqlog _seqlog = new();
    private int _reads;

    public JourneyWatchTests()
    {
        _seqlog.Variables["NO_COLOR"] = "1";
        _seqlog.Around = _seqlog.Around with { Time = new HastyTime() };
        Runs(_ => { });
    }

    [Fact]
    public async Task IntoAFileOnlyWhatIsNewIsAppendedAndTheEndOfTheJourneyEndsIt()
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("show", "SEQ-2025-07-00001", "--watch"));

        Assert.DoesNotContain('\u001b', _seqlog.Out);
        Assert.Equal(1, _seqlog.Out.Split("╭─").Length - 1);
        Assert.EndsWith(
            """
               Wed 2025-07-16 UTC
             1  11:57:00    ✔ User_Flow_1_Start
               ⋯ 1 h
             2  12:57:00    ✖ FAILED Pay
                            ↳ ads:ad:87
             3  12:57:01  +1 s    ✔ Paid
                12:57:02          ■ completed

            """.ReplaceLineEndings("\n"),
            _seqlog.Out);
        Assert.Equal(4, _reads);
    }

    [Fact]
    public async Task OnATerminalItIsDrawnAnewAndTheLastPictureStays()
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.OnTerminal(100).RunAsync("show", "SEQ-2025-07-00001", "-w"));

        Assert.StartsWith("\u001b[?1049h" + Screen, _seqlog.Out, StringComparison.Ordinal);
        Assert.Equal(3, _seqlog.Out.Split(Screen).Length - 1);
        var left = _seqlog.Out[_seqlog.Out.IndexOf("\u001b[?1049l", StringComparison.Ordinal)..];
        Assert.Contains("✔ completed ─", left, StringComparison.Ordinal);
        Assert.Contains(" 3  12:57:01", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALongJourneyKeepsItsCardAndItsEndOnTheScreen()
    {
        _seqlog.OnTerminal(100);
        _seqlog.Around = _seqlog.Around with { TerminalHeight = 13 };
        Runs(step => step.AddRange(Enumerable.Range(1, 50).Select(n => Samples.Step(n, $"Poll{n}", "2025-07-16 11:57:00"))));

        await _seqlog.RunAsync("show", "SEQ-2025-07-00001", "-w");

        var picture = _seqlog.Out.Split(Screen)[1].TrimEnd('\n').Split('\n');
        Assert.Equal(12, picture.Length);
        Assert.StartsWith("╭─ SEQ-2025-07-00001", picture[0], StringComparison.Ordinal);
        Assert.Equal("⋯ 49 lines above", picture[8]);
        Assert.EndsWith("Poll50", picture[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task InJsonEachChangeIsADocument()
    {
        await _seqlog.OnTerminal(100).RunAsync("show", "SEQ-2025-07-00001", "--watch", "--json");

        var steps = _seqlog.Out.Split('\n')[..^1].Select(l => JsonDocument.Parse(l).RootElement.GetProperty("stepCount").GetInt32());
        Assert.Equal([1, 2, 3], steps);
    }

    [Fact]
    public async Task CtrlCEndsItWithCodeZeroAndGivesTheScreenBack()
    {
        using var ctrlC = new CancellationTokenSource();
        Runs(_ => ctrlC.Cancel());

        Assert.Equal(ExitCode.Ok, await _seqlog.OnTerminal(100).RunAsync(["show", "SEQ-2025-07-00001", "--watch"], ctrlC.Token));
        Assert.Contains("\u001b[?1049l╭─", _seqlog.Out, StringComparison.Ordinal);
        Assert.Empty(_seqlog.Error);
    }

    [Fact]
    public async Task AStoreThatIsBusyIsAskedAgainAndAJourneyThatGoesIsSaid()
    {
        _seqlog.Reader.Journeys.Add(Samples.Active("SEQ-2025-07-00001", 7));
        _seqlog.Reader.BeforeDetails = _ => _seqlog.Reader.Failure = ++_reads switch
        {
            2 => new SequenceStoreException("busy") { Kind = StoreErrorKind.Busy },
            _ => null,
        };
        _seqlog.Reader.BeforeStatistics = () =>
        {
            if (_reads == 3)
            {
                _seqlog.Reader.Journeys.Clear();
            }
        };

        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("show", "SEQ-2025-07-00001", "--watch"));
        Assert.Equal("seqlog: SEQ-2025-07-00001 is no longer there: it was pruned or erased.\n", _seqlog.Error);
        Assert.Equal(4, _reads);
    }

    // A journey that goes on each time it is read.
    private void Runs(Action<List<SequenceStep>> first)
    {
        var steps = new List<SequenceStep> { Samples.Step(1, "User_Flow_1_Start", "2025-07-16 11:57:00") };
        var journey = Samples.Active("SEQ-2025-07-00001", 7);
        _reads = 0;
        _seqlog.Reader.BeforeDetails = _ =>
        {
            switch (++_reads)
            {
                case 1:
                    first(steps);
                    break;
                case 3:
                    steps.Add(Samples.Step(2, "Pay", "2025-07-16 12:57:00") with { Status = StepStatus.Failed });
                    journey = journey with { Links = [Samples.Link("ads", "ad", "87", "2025-07-16 12:57:00")] };
                    break;
                case 4:
                    steps.Add(Samples.Step(3, "Paid", "2025-07-16 12:57:01"));
                    journey = journey with
                    {
                        Links = [.. journey.Links.Select(l => l with { LastSeen = Samples.At("2025-07-16 12:57:01") })],
                        Status = SequenceStatus.Completed,
                        CompletedAt = Samples.At("2025-07-16 12:57:02"),
                        StatusChanges =
                        [
                            new SequenceStatusChange
                            {
                                Order = 3, Timestamp = Samples.At("2025-07-16 12:57:02"), Status = SequenceStatus.Completed,
                            },
                        ],
                    };
                    break;
            }

            _seqlog.Reader.Journeys.Clear();
            _seqlog.Reader.Journeys.Add(journey with
            {
                Steps = [.. steps], StepCount = steps.Count, CurrentStep = steps[^1].StepName, UpdatedAt = steps[^1].Timestamp,
            });
        };
    }

    /// <summary>A clock that stands still, and on which no wait is long.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Samples.Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
    }
}
