using System.Text.Json;
using SequenceLogging.Delivery;
using SequenceLogging.Reporting.Journeys;

namespace SequenceLogging.Cli.Tests.Commands;

public class RejectedListCommandTests
{
    private const string Mine = "SEQ-2025-07-00001", Other = "SEQ-2025-07-00002";

    private readonly Seqlog _seqlog = new Seqlog().OnTerminal(120);

    public RejectedListCommandTests() => _seqlog.Variables["NO_COLOR"] = "1";

    [Fact]
    public async Task EachIsALineThatSaysWhyAndWhetherItCanBeTriedAgain()
    {
        _seqlog.Reader.Rejected.Add(Samples.Rejected(1, Reasons.BadLink, Mine) with { Count = 2 });
        _seqlog.Reader.Rejected.Add(
            Samples.Rejected(2, Reasons.RefusedByStore, Other, canRetry: true) with { Message = null, Error = "too big\nby far" });

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("rejected", "list"));
        Assert.Equal(
            """
            id  logged (UTC)         reason                       sequence           retry  message
             2  2025-07-16 11:00:02  refused by the store         SEQ-2025-07-00002  yes    StepName=Step2
                too big
             1  2025-07-16 11:00:01  LinkComponent is not a link  SEQ-2025-07-00001  no     Step1 of nobody  (2 records)

            """,
            _seqlog.Out);
        Assert.Equal(
            """
            seqlog: 1 of these can be tried again: 'seqlog rejected retry ID', or 'seqlog rejected retry --all'.
            seqlog: 1 of these cannot be tried again: mend the code that logs them, and the next ones arrive.

            """,
            _seqlog.Error);
    }

    [Fact]
    public async Task EveryReasonHasItsWords()
    {
        var codes = typeof(Reasons).GetFields().Select(f => (string)f.GetValue(null)!).ToArray();
        Assert.Contains(Reasons.NoSequence, codes);
        _seqlog.Reader.Rejected.AddRange(codes.Select((code, i) => Samples.Rejected(i + 1, code)));

        await _seqlog.RunAsync("rejected", "list");

        Assert.Equal(codes.Length + 1, _seqlog.Out.Count(c => c == '\n'));
        Assert.DoesNotContain(codes.Except([Reasons.Closed]), code => _seqlog.Out.Contains(code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task APageThatIsFullSaysHowToTurnItAndTheNextOneGoesOnThere()
    {
        _seqlog.Reader.Rejected.AddRange(Enumerable.Range(1, 30).Select(n => Samples.Rejected(n)));

        await _seqlog.RunAsync("rejected", "list");
        Assert.Equal([.. Enumerable.Range(11, 20).Reverse()], ShownIds());
        Assert.Contains("add --limit N, or --before 11.", _seqlog.Error, StringComparison.Ordinal);

        await _seqlog.RunAsync("rejected", "list", "--before", "11");
        Assert.Equal([.. Enumerable.Range(1, 10).Reverse()], ShownIds());
        Assert.DoesNotContain("--before", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneSequenceIsFoundOverManyPagesAndNoOther()
    {
        _seqlog.Reader.Rejected.AddRange(
            Enumerable.Range(1, 1_700).Select(n => Samples.Rejected(n, sequence: n % 800 == 1 ? Mine : n % 2 == 0 ? Other : null)));

        await _seqlog.RunAsync("rejected", "list", "--sequence", Mine);
        Assert.Equal([1601, 801, 1], ShownIds());

        await _seqlog.RunAsync("rejected", "list", "--sequence", Mine, "--limit", "1", "--before", "1601");
        Assert.Equal([801], ShownIds());
    }

    [Fact]
    public async Task TheSearchForASequenceIsBoundedAndSaysWhereToGoOnEvenToScripts()
    {
        var count = RejectedSearch.MostRead + 10;
        _seqlog.Reader.Rejected.AddRange(Enumerable.Range(1, count).Select(n => Samples.Rejected(n, sequence: n == 1 ? Mine : Other)));

        foreach (var form in (string[])["--json", "--csv"])
        {
            await _seqlog.RunAsync("rejected", "list", "--sequence", Mine, form);
            Assert.Contains("20,000 rejected events were looked at. For older ones add --before 11.", _seqlog.Error, StringComparison.Ordinal);
        }

        await _seqlog.RunAsync("rejected", "list", "--sequence", Mine, "--before", "11");
        Assert.Equal([1], ShownIds());
    }

    [Fact]
    public async Task NothingRejectedIsWellAndSaidSo()
    {
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("rejected", "list", "--sequence", Mine));
        Assert.Empty(_seqlog.Out);
        Assert.Equal($"seqlog: nothing of {Mine} that was rejected is kept in sequences.db.\n", _seqlog.Error);

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("rejected", "list", "--json"));
        Assert.Equal("[]\n", _seqlog.Out);
        Assert.Empty(_seqlog.Error);
    }

    [Fact]
    public async Task JsonHasAllOfEach()
    {
        _seqlog.Reader.Rejected.Add(Samples.Rejected(7, Reasons.BadLink, Mine, canRetry: true) with { Error = "why" });

        await _seqlog.RunAsync("rejected", "list", "--json");

        var one = JsonDocument.Parse(_seqlog.Out).RootElement[0];
        Assert.Equal(
            ["id", "sequenceId", "reason", "count", "timestamp", "message", "metadata", "error", "canRetry"],
            one.EnumerateObject().Select(p => p.Name));
        Assert.Equal("bad_link", one.GetProperty("reason").GetString());
        Assert.Equal("Step7", one.GetProperty("metadata").GetProperty("StepName").GetString());
    }

    private int[] ShownIds() => [.. _seqlog.Out.Split('\n')[1..^1].Select(line => int.Parse(
        line.TrimStart().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))];
}
