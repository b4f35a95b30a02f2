using SequenceLogging.Delivery;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Lines;

namespace SequenceLogging.Cli.Tests.Rendering;

public class TimelineTests
{
    private readonly Seqlog _seqlog = new();

    public TimelineTests() => _seqlog.Variables["NO_COLOR"] = "1";

    [Fact]
    public async Task AJourneyReadsAtAGlance() => await Shows(
        Samples.Ad(), 120,
        """
        ╭─ SEQ-2025-07-00001 ─ ✔ completed ─────────────────────╮
        │ user   ann · 566158428 · en                           │
        │ at     Publish_Step_2_Published                       │
        │ steps  6 · 1 failed · 1 error between steps · 2 links │
        │ begun  2025-07-14 09:12:03 UTC                        │
        │ ended  2025-07-15 10:00:01 UTC · after 1 d            │
        │ with   source=tg                                      │
        ╰───────────────────────────────────────────────────────╯

           Mon 2025-07-14 UTC
         1  09:12:03           ┌ ✔ User_Flow_1_Start                 bot         12 ms  from /start
         2  09:12:07     +4 s  └ ✔ User_Flow_2_LanguageSelect        bot        3.1 ms
         3  09:12:07  +230 ms    ✔ CreateAd_Step_6_CalculatePrice    pricing            12.5 TON  Discount=0.1
                                 ↳ ads:ad:87
            09:13:00             ↳ payments:ton_payment:TE5768 (retry)
         4  09:14:07   +2 min  ┌ ✖ FAILED Payment_Step_1_ProcessTON  payments     45 s
                               │   the gateway did not answer
                               │   System.TimeoutException: no confirmation
            09:14:08           │ ✖ ERROR Balance could not be read
                               │   System.IO.IOException: socket closed
           ⋯ 3 h 12 min
         5  12:26:07           └ ✔ Payment_Step_1_ProcessTON         payments    2.3 s
                                   ! made for the 2nd time
           ⋯ 21 h 33 min · Tue 2025-07-15
         6  10:00:00             ○ skipped Publish_Step_2_Published  publisher
            10:00:01             ■ completed: all posts are out

        """);

    [Fact]
    public async Task AGapStandsWhereItIsAndTheCardSaysThatNotAllIsHere() => await Shows(
        Samples.Ad() with
        {
            Losses =
            [
                new SequenceLoss { Count = 37, From = Samples.At("09:12:08"), To = Samples.At("09:13:59"), Order = 3, Reason = Reasons.QueueFull },
                new SequenceLoss { Count = 1, From = Samples.At("12:26:08"), To = Samples.At("12:26:08"), Order = 5, Reason = "of_tomorrow" },
                new SequenceLoss
                {
                    Count = 2, From = Samples.At("2025-07-15 23:59:59"), To = Samples.At("2025-07-16 00:00:01"), Order = 6, Reason = Reasons.Closed,
                },
            ],
        },
        120,
        """
        ╭─ SEQ-2025-07-00001 ─ ✔ completed with gaps ───────────────────────╮
        │ user   ann · 566158428 · en                                       │
        │ at     Publish_Step_2_Published                                   │
        │ steps  6 · 1 failed · 1 error between steps · 2 links             │
        │ gaps   40 steps lost in 3 places: not all of this journey is here │
        │ begun  2025-07-14 09:12:03 UTC                                    │
        │ ended  2025-07-15 10:00:01 UTC · after 1 d                        │
        │ with   source=tg                                                  │
        ╰───────────────────────────────────────────────────────────────────╯

           Mon 2025-07-14 UTC
         1  09:12:03           ┌ ✔ User_Flow_1_Start                 bot         12 ms  from /start
         2  09:12:07     +4 s  └ ✔ User_Flow_2_LanguageSelect        bot        3.1 ms
         3  09:12:07  +230 ms    ✔ CreateAd_Step_6_CalculatePrice    pricing            12.5 TON  Discount=0.1
                                 ↳ ads:ad:87
            09:12:08             ✖ GAP 37 steps lost between 09:12:08 and 09:13:59: too much was waiting to be stored
                                   (queue_full)
            09:13:00             ↳ payments:ton_payment:TE5768 (retry)
         4  09:14:07   +2 min  ┌ ✖ FAILED Payment_Step_1_ProcessTON  payments     45 s
                               │   the gateway did not answer
                               │   System.TimeoutException: no confirmation
            09:14:08           │ ✖ ERROR Balance could not be read
                               │   System.IO.IOException: socket closed
           ⋯ 3 h 12 min
         5  12:26:07           └ ✔ Payment_Step_1_ProcessTON         payments    2.3 s
                                   ! made for the 2nd time
            12:26:08             ✖ GAP 1 step lost at 12:26:08: of_tomorrow
           ⋯ 21 h 33 min · Tue 2025-07-15
         6  10:00:00             ○ skipped Publish_Step_2_Published  publisher
            10:00:01             ■ completed: all posts are out
            23:59:59             ✖ GAP 2 steps lost between 2025-07-15 23:59:59 and 2025-07-16 00:00:01: the log was closed
                                   before (closed)

        """);

    [Fact]
    public async Task ANarrowTerminalKeepsOrderTimeNameAndFailure() => await Shows(
        Samples.Ad(), 46,
        """
        ╭─ SEQ-2025-07-00001 ─ ✔ completed ──────────╮
        │ user   ann · 566158428 · en                │
        │ at     Publish_Step_2_Published            │
        │ steps  6 · 1 failed · 1 error between ste… │
        │ begun  2025-07-14 09:12:03 UTC             │
        │ ended  2025-07-15 10:00:01 UTC · after 1 d │
        │ with   source=tg                           │
        ╰────────────────────────────────────────────╯

           Mon 2025-07-14 UTC
         1  09:12:03  ┌ ✔ User_Flow_1_Start
         2  09:12:07  └ ✔ User_Flow_2_LanguageSelect
         3  09:12:07    ✔ CreateAd_Step_6_CalculatePr…
                        ↳ ads:ad:87
            09:13:00    ↳ payments:ton_payment:TE5768…
         4  09:14:07  ┌ ✖ FAILED Payment_Step_1_Proce…
                      │   the gateway did not answer
                      │   System.TimeoutException: no
                      │   confirmation
            09:14:08  │ ✖ ERROR Balance could not be
                      │   read
                      │   System.IO.IOException:
                      │   socket closed
           ⋯ 3 h 12 min
         5  12:26:07  └ ✔ Payment_Step_1_ProcessTON
                          ! made for the 2nd time
           ⋯ 21 h 33 min · Tue 2025-07-15
         6  10:00:00    ○ skipped Publish_Step_2_Publ…
            10:00:01    ■ completed: all posts are out

        """);

    [Fact]
    public async Task AnOpenJourneyTellsHowLongItHasBeenQuietAndAClockThatWentBackIsSeen() => await Shows(
        Samples.Active("SEQ-2025-07-00002", "42", step: "Start") with
        {
            CreatedAt = Samples.At("2025-07-16 08:00:00"),
            UpdatedAt = Samples.At("2025-07-16 08:48:00"),
            StepCount = 3,
            Steps =
            [
                Samples.Step(1, "Start", "2025-07-16 08:48:00"),
                Samples.Step(2, "Шаг оплаты", "2025-07-16 08:47:57", "платежи", 5, "Шаг оплаты: 10 ₽"),
                Samples.Step(3, "支払い確認", "2025-07-16 08:47:58", "支払い") with { Status = StepStatus.Started },
            ],
        },
        100,
        """
        ╭─ SEQ-2025-07-00002 ─ ● active ──────────────────────────╮
        │ user   42                                               │
        │ at     Start                                            │
        │ steps  3                                                │
        │ begun  2025-07-16 08:00:00 UTC                          │
        │ seen   2025-07-16 08:48:00 UTC · spans 48 min · 3 h ago │
        ╰─────────────────────────────────────────────────────────╯

           Wed 2025-07-16 UTC
         1  08:48:00          ✔ Start
         2  08:47:57  −3 s    ✔ Шаг оплаты          платежи  5 ms  10 ₽
         3  08:47:58  +1 s    ▸ started 支払い確認  支払い
           ⋯ nothing since, for 3 h 12 min

        """);

    [Fact]
    public async Task WhatTheNameTellsAndGapsThatAreNoneAreNotSaid()
    {
        _seqlog.Reader.Journeys.Add(Samples.Ad() with
        {
            Steps =
            [
                Samples.Step(1, "Publish_Step_1_Send", "09:00:00.0000", "Publish"),
                Samples.Step(2, "Publish_Step_2_Done", "09:00:00.0009", "Publish"),
            ],
            Links = [], Errors = [], StatusChanges = [],
        });

        await _seqlog.RunAsync("show", "SEQ-2025-07-00001");

        Assert.EndsWith(
            " 1  09:00:00  ┌ ✔ Publish_Step_1_Send\n 2  09:00:00  └ ✔ Publish_Step_2_Done\n",
            _seqlog.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AJourneyWithoutStepsIsShownToo()
    {
        _seqlog.Reader.Journeys.Add(new SequenceDetails
        {
            SequenceId = SequenceId.Parse("SEQ-2025-07-00001"),
            CreatedAt = Samples.Now,
            UpdatedAt = Samples.Now,
        });

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("show", "SEQ-2025-07-00001"));
        Assert.Contains("before its first step", _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileGetsEverythingOnWholeLinesWithoutColours()
    {
        _seqlog.Variables.Clear();
        var name = new string('n', StepName.MaxLength);
        var message = new string('m', 5_000);
        _seqlog.Reader.Journeys.Add(Samples.Ad() with { Steps = [Samples.Step(1, name, "09:00:00", message: message)] });

        await _seqlog.RunAsync("show", "SEQ-2025-07-00001");

        Assert.Contains(name + "  " + message + "\n", _seqlog.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _seqlog.Out);
        Assert.DoesNotContain(_seqlog.Out.Split('\n'), line => line.EndsWith(' '));
    }

    [Fact]
    public async Task OnATerminalAFailureIsBoldAndRedUnlessColoursAreUnwanted()
    {
        const string BoldRed = "\u001b[1;91m";
        _seqlog.OnTerminal(100).Reader.Journeys.Add(Samples.Ad());

        await _seqlog.RunAsync("show", "SEQ-2025-07-00001");
        Assert.DoesNotContain('\u001b', _seqlog.Out);

        _seqlog.Variables["NO_COLOR"] = "";
        _seqlog.Variables["TERM"] = "dumb";
        await _seqlog.RunAsync("show", "SEQ-2025-07-00001");
        Assert.DoesNotContain('\u001b', _seqlog.Out);

        _seqlog.Variables["TERM"] = "xterm";
        await _seqlog.RunAsync("show", "SEQ-2025-07-00001");
        Assert.Contains(BoldRed + "✖ FAILED Payment_Step_1_ProcessTON", _seqlog.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(140)]
    public async Task NoLineIsWiderThanTheTerminal(int width)
    {
        _seqlog.OnTerminal(width).Reader.Journeys.Add(Samples.Ad());
        _seqlog.Reader.Steps.Add(Samples.Stored(1));
        _seqlog.Reader.Statistics = Samples.Statistics();

        string[] lines =
        [
            "show SEQ-2025-07-00001", "show SEQ-2025-07-00001 -v", "find", "list", "trace ads:87", "stats", "tail --since-start --no-follow",
        ];
        foreach (var line in lines)
        {
            Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync(line.Split(' ')));
            Assert.All(_seqlog.Out.Split('\n'), text => Assert.InRange(Cells.WidthOf(text), 0, width));
        }
    }

    private async Task Shows(SequenceDetails journey, int width, string expected)
    {
        _seqlog.OnTerminal(width).Reader.Journeys.Add(journey);
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("show", journey.SequenceId.ToString()));
        Assert.Equal(expected.ReplaceLineEndings("\n"), _seqlog.Out);
    }
}
