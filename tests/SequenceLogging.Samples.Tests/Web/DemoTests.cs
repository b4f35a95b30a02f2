using System.Net;
using System.Text.RegularExpressions;
using SequenceLogging.Journeys;

namespace SequenceLogging.Samples.Tests.Web;

public sealed partial class DemoTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task EveryKindOfJourneyIsThereAndNothingIsLostAtTheEnd()
    {
        var store = _folder.File("sequences.db");
        await using var demo = await DemoRun.StartAsync(store, "--rate", "5");

        using (var page = await demo.Client.GetAsync(""))
        {
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }

        await using (var sequences = SequenceLog.Open(o => o.UseSqlite(store)))
        {
            foreach (var (kind, query) in Kinds())
            {
                await FindAsync(sequences, kind, query);
            }

            // Who paid by card did so in his own journey, which only the header told.
            var paid = await FindAsync(
                sequences, "paid by card", new SequenceQuery { StepName = "Payment_Step_1_ProcessCard", Status = SequenceStatus.Completed });
            Assert.Contains("Payment_Step_4_PaymentConfirmed", (await DetailsAsync(sequences, paid)).Steps.Select(s => s.StepName.Value));
            Assert.DoesNotContain("[]", await demo.Client.GetStringAsync("api/v1/sequences?limit=5"), StringComparison.Ordinal);
        }

        Assert.Equal(0, await demo.EndAsync());

        // Every step that the log file has is in the store, and no other.
        var logged = (await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(_folder.File("logs"), "webbot-*.log"))))
            .Count(line => Step().IsMatch(line));
        await using var afterwards = SequenceLog.Open(o => o.UseSqlite(store));
        var statistics = await afterwards.GetSystemStatisticsAsync();
        Assert.Equal(logged, statistics.Steps.Total);
        Assert.Equal((0, 0, 0), (statistics.Delivery.Rejected, statistics.Delivery.Dropped, statistics.Delivery.Pending));
        Assert.True(statistics.Steps.Total > 1_000, $"{statistics.Steps.Total} steps");

        var names = (await afterwards.GetRecentSequencesAsync(100)).Select(s => s.Username!).ToList();
        Assert.Contains(names, name => name.Any(c => c is >= '\u0590' and < '\u0700')); // from right to left
        Assert.Contains(names, name => name.Any(char.IsSurrogate));
        Assert.True(names.Distinct().Count() >= 10, string.Join(", ", names.Distinct()));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<(string Kind, SequenceQuery Query)> Kinds()
    {
        yield return ("completed", new SequenceQuery { Status = SequenceStatus.Completed });
        yield return ("failed", new SequenceQuery { Status = SequenceStatus.Failed });
        yield return ("abandoned", new SequenceQuery { Status = SequenceStatus.Abandoned });
        yield return ("active", new SequenceQuery { Status = SequenceStatus.Active });
        foreach (var method in (string[])["TON", "Card", "Stars"])
        {
            yield return (method, new SequenceQuery { StepName = $"Payment_Step_1_Process{method}" });
        }

        yield return ("declined", new SequenceQuery { Text = "declined" });
        yield return ("tried again", new SequenceQuery { Text = "the node did not answer in time" });
        yield return ("not sent", new SequenceQuery { Text = "was refused" });
    }

    private static async Task<SequenceHeader> FindAsync(SequenceLog sequences, string kind, SequenceQuery query)
    {
        using var bound = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await sequences.FindSequencesAsync(query) is [var found, ..])
            {
                return found;
            }

            Assert.False(bound.IsCancellationRequested, $"After {Patience} none was {kind}.");
            await Task.Delay(200);
        }
    }

    private static async Task<SequenceDetails> DetailsAsync(SequenceLog sequences, SequenceHeader header) =>
        (await sequences.GetSequenceDetailsAsync(header.SequenceId))!;

    [GeneratedRegex("^\\S+ (?:INF|ERR) (?:SEQ|pending)-\\S+ +[A-Za-z]+_(?:Step|Flow)_[0-9]+_")]
    private static partial Regex Step();
}
