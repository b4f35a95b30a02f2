namespace SequenceLogging.Cli.Tests.Commands;

public class StatsCommandTests
{
    private readonly Seqlog _seqlog = new();

    [Fact]
    public async Task TheTotalsReadAtAGlance()
    {
        _seqlog.OnTerminal(100).Variables["NO_COLOR"] = "1";
        _seqlog.Reader.Statistics = Samples.Statistics();

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("stats"));
        Assert.Equal(
            """
            sequences  1,434   ● 30 active   ✔ 1,400 completed   ✖ 3 failed   ○ 1 abandoned
            steps      8,577   ✖ 5 failed   27 names   6.0 per sequence
            links      2,432   last activity 2025-07-16 11:57:00 UTC · 3 min ago

            component  steps  completed  failed  success    p50     p95   p99
            payments   1,000        990       5   99.5 %  12 ms  842 ms  45 s
            (none)        10         10       0    100 %      –       –     –

            ids issued 2025-06 1,000   2025-07 434

            delivery   10,014 emitted = 10,000 stored + 3 duplicate + 2 rejected + 5 dropped + 4 pending
                       ✖ rejected: 2 bad_link
                       ✖ dropped: 5 queue_full

            sequence           user   status    current step       steps  begun (UTC)       last seen
            SEQ-2025-07-00434  7 bob  ● active  User_Flow_1_Start      1  2025-07-16 11:00  3 min ago

            """.ReplaceLineEndings("\n").Replace("2025-06 1", "2025-06\u00A01", StringComparison.Ordinal)
                .Replace("2025-07 4", "2025-07\u00A04", StringComparison.Ordinal),
            _seqlog.Out);
    }

    [Fact]
    public async Task WhatWasLostIsRedAndWhatWasNotIsNot()
    {
        const string BoldRed = "\u001b[1;91m";
        _seqlog.OnTerminal(120);
        _seqlog.Reader.Statistics = Samples.Statistics();
        await _seqlog.RunAsync("stats");
        Assert.Contains(BoldRed + "2 rejected", _seqlog.Out, StringComparison.Ordinal);
        Assert.Contains(BoldRed + "5 dropped", _seqlog.Out, StringComparison.Ordinal);

        _seqlog.Reader.Statistics = Samples.EmptyStatistics;
        await _seqlog.RunAsync("stats");
        Assert.Contains("0 rejected", _seqlog.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(BoldRed, _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmptyStoreHasZeroes()
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("stats"));
        Assert.StartsWith("sequences  0   ● 0 active", _seqlog.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("component", _seqlog.Out, StringComparison.Ordinal);
    }
}
