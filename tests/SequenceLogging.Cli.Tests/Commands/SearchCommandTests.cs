using System.Text.Json;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Lines;

namespace SequenceLogging.Cli.Tests.Commands;

public class SearchCommandTests
{
    private readonly Seqlog _seqlog = new();

    [Fact]
    public async Task EveryCriterionReachesTheReader()
    {
        _seqlog.Reader.Journeys.Add(Samples.Ad());

        var code = await _seqlog.RunAsync(
            "find", "--component", "payments:TE5768", "--user", "-100123", "--step", "Payment_Step_1_ProcessTON",
            "--text", "@ann", "--status", "FAILED", "--before", "SEQ-2025-07-00009", "--limit", "7",
            "--flow", "CreateAd", "--property", "Note=a=b", "--language", "en", "--since", "2d", "--until", "2025-07-16T09:30+02:00");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(
            new SequenceQuery
            {
                Component = ComponentQuery.Parse("payments:TE5768"),
                UserId = -100123,
                StepName = "Payment_Step_1_ProcessTON",
                Text = "@ann",
                Status = SequenceStatus.Failed,
                Before = SequenceId.Parse("SEQ-2025-07-00009"),
                Limit = 7,
                Flow = "CreateAd",
                Property = new PropertyQuery("Note", "a=b"),
                Language = "en",
                CreatedFrom = Samples.Now.AddDays(-2),
                CreatedBefore = Samples.At("2025-07-16 07:30"),
            },
            _seqlog.Reader.Asked);
    }

    [Fact]
    public async Task AMonthIsItsFirstDayToThatOfTheNext()
    {
        _seqlog.Reader.Journeys.Add(Samples.Ad());

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("find", "--month", "2025-12"));
        Assert.Equal(
            new SequenceQuery { CreatedFrom = Samples.At("2025-12-01 00:00"), CreatedBefore = Samples.At("2026-01-01 00:00") },
            _seqlog.Reader.Asked);
    }

    [Fact]
    public async Task WithoutCriteriaTheNewestTwentyAreFound()
    {
        _seqlog.Reader.Journeys.Add(Samples.Ad());

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("find"));
        Assert.Equal(new SequenceQuery(), _seqlog.Reader.Asked);
    }

    [Theory]
    [InlineData("566158428")]
    [InlineData("@ann")]
    [InlineData("-100123")]
    public async Task AUserIsANumberOrAText(string user)
    {
        _seqlog.Reader.Journeys.Add(Samples.Ad());

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("user", user, "--limit", "3"));
        Assert.Equal(new SequenceQuery { UserId = UserId.Parse(user), Limit = 3 }, _seqlog.Reader.Asked);
    }

    [Fact]
    public async Task NothingFoundIsAnEmptyArrayForScriptsAndAnErrorThatNamesTheQuery()
    {
        var code = await _seqlog.RunAsync(
            "find", "--component", "payments:TE9", "--status", "failed", "--json", "--store", "bot.db");

        Assert.Equal(ExitCode.NotFound, code);
        Assert.Equal(0, JsonDocument.Parse(_seqlog.Out).RootElement.GetArrayLength());
        Assert.Equal(
            "seqlog: no sequence in status failed, linked to payments:TE9 in bot.db. Ask for less, or try 'seqlog stats'.\n",
            _seqlog.Error);
    }

    [Fact]
    public async Task AnUnknownUserIsNotFound()
    {
        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("user", "nobody"));
        Assert.Empty(_seqlog.Out);
        Assert.StartsWith("seqlog: no sequence of user nobody in sequences.db.", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFullPageSaysHowToSeeMoreAndScriptsAreNotDisturbed()
    {
        _seqlog.Reader.Journeys.AddRange([Samples.Active("SEQ-2025-07-00003", 1), Samples.Active("SEQ-2025-07-00002", 1)]);

        await _seqlog.RunAsync("find", "--limit", "2");
        Assert.Contains("find --before SEQ-2025-07-00002", _seqlog.Error, StringComparison.Ordinal);

        await _seqlog.RunAsync("find", "--limit", "2", "--json");
        Assert.Empty(_seqlog.Error);
    }

    [Fact]
    public async Task AListIsOfTheNewestAndHasFewOptions()
    {
        _seqlog.Reader.Journeys.AddRange([Samples.Active("SEQ-2025-07-00003", 1), Samples.Active("SEQ-2025-07-00002", 1)]);

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync(
            "list", "--user", "1", "--status", "active", "--before", "SEQ-2025-07-00009", "--limit", "2"));
        Assert.Equal(
            new SequenceQuery
            {
                UserId = 1, Status = SequenceStatus.Active, Before = SequenceId.Parse("SEQ-2025-07-00009"), Limit = 2,
            },
            _seqlog.Reader.Asked);
        Assert.EndsWith("or list --before SEQ-2025-07-00002.\n", _seqlog.Error, StringComparison.Ordinal);
        var table = _seqlog.Out;

        await _seqlog.RunAsync("find");
        Assert.Equal(_seqlog.Out, table);
    }

    [Fact]
    public async Task AStepThatNobodyKnowsIsSaidSoWithTheNamesThatAreNear()
    {
        _seqlog.Reader.StepStatistics = Samples.Made(
            "Payment_Step_1_ProcessTON", "Payment_Step_2_PaymentDetected", "Payment_Step_1_ProcessTON", "User_Flow_1_Start");

        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("find", "--step", "Payment_Step_1_ProcesTON"));
        Assert.Equal(
            "seqlog: no sequence with step Payment_Step_1_ProcesTON in sequences.db. No step is called Payment_Step_1_ProcesTON. "
                + "Did you mean 'Payment_Step_1_ProcessTON'?\n",
            _seqlog.Error);

        await _seqlog.RunAsync("find", "--step", "payment");
        Assert.Contains(
            "Did you mean 'Payment_Step_1_ProcessTON' or 'Payment_Step_2_PaymentDetected'?", _seqlog.Error, StringComparison.Ordinal);

        await _seqlog.RunAsync("find", "--step", "Nothing_Like_It");
        Assert.EndsWith("No step is called Nothing_Like_It.\n", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStepThatIsKnownIsNoMistake()
    {
        _seqlog.Reader.StepStatistics = Samples.Made("Payment_Step_1_ProcessTON", "Payment_Step_1_ProcessTONS");

        await _seqlog.RunAsync("find", "--step", "Payment_Step_1_ProcessTON", "--user", "7");
        Assert.DoesNotContain("Did you mean", _seqlog.Error, StringComparison.Ordinal);
        Assert.Contains("Ask for less", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheTableStandsInLineWhateverTheScript()
    {
        _seqlog.OnTerminal(100).Variables["NO_COLOR"] = "1";
        _seqlog.Reader.Journeys.AddRange(
        [
            Samples.Active("SEQ-2025-07-00005", 42, "Аня", "Шаг оплаты"),
            Samples.Active("SEQ-2025-07-00004", 7, "𝓐𝓷𝓷 👩‍🚀🇩🇪", "支払い確認"),
            Samples.Active("SEQ-2025-07-00003", "مستخدم", null, "خطوة الدفع"),
            Samples.Active("SEQ-2025-07-00002", null, null, "👍 ok"),
            Samples.Active("SEQ-2025-07-123456", 566158428, "ann"),
        ]);

        await _seqlog.RunAsync("find");

        // Terminal cells, which an editor shows in line as a terminal does: 支 and 👍 take two.
        Assert.Equal(
            """
            sequence            user           status    current step       steps  begun (UTC)       last seen
            SEQ-2025-07-00005   42 Аня         ● active  Шаг оплаты             1  2025-07-16 11:00  3 min ago
            SEQ-2025-07-00004   7 𝓐𝓷𝓷 👩‍🚀🇩🇪     ● active  支払い確認             1  2025-07-16 11:00  3 min ago
            SEQ-2025-07-00003   مستخدم         ● active  خطوة الدفع             1  2025-07-16 11:00  3 min ago
            SEQ-2025-07-00002                  ● active  👍 ok                  1  2025-07-16 11:00  3 min ago
            SEQ-2025-07-123456  566158428 ann  ● active  User_Flow_1_Start      1  2025-07-16 11:00  3 min ago

            """.ReplaceLineEndings("\n"),
            _seqlog.Out);
    }

    [Theory]
    [InlineData(40, "sequence|status|current step")]
    [InlineData(80, "sequence|user|status|current step|steps|last seen")]
    [InlineData(200, "sequence|user|status|current step|steps|begun (UTC)|last seen")]
    public async Task TheTableFitsTheTerminalAndItsColumnsStandInLine(int width, string head)
    {
        _seqlog.OnTerminal(width).Variables["NO_COLOR"] = "1";
        _seqlog.Reader.Journeys.AddRange(
        [
            Samples.Active("SEQ-2025-07-00004", 42, "Длинное имя пользователя, которое не помещается", "Шаг оплаты номер шесть"),
            Samples.Active("SEQ-2025-07-00003", "支払い確認支払い確認", "👩‍🚀👩‍🚀👩‍🚀 🇩🇪", "支払い確認支払い確認支払い確認"),
            Samples.Active("SEQ-2025-07-00002", "مستخدم", "مستخدم طويل الاسم جدا", "خطوة الدفع الأولى والثانية"),
        ]);

        await _seqlog.RunAsync("list");

        var lines = _seqlog.Out.Split('\n')[..^1];
        Assert.Equal(head.Split('|'), lines[0].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.InRange(Cells.WidthOf(line), 1, width));

        // The mark of the status stands under its head, counted in cells.
        var place = lines[0].IndexOf("status", StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.Equal(place, Cells.WidthOf(line[..line.IndexOf('●', StringComparison.Ordinal)])));
    }
}
