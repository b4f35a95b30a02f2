using System.Diagnostics;
using System.Globalization;
using SequenceLogging.Insight;
using SequenceLogging.Insight.Funnels;
using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Signatures;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.Sqlite.Tests.Figures;

/// <summary>What questions cost at 10,000,000 steps: a year of 140,000 sequences a month with six steps each.</summary>
public sealed class ManyStepsFigureTests : IDisposable
{
    private static readonly TimeSpan Statistics = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Find = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Analysis = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Month = TimeSpan.FromSeconds(1.5);

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task QuestionsTakeTheTimeThatIsPromised()
    {
        var (months, sequences) = Figures.IsLong ? (12, 140_000) : (3, 700);
        var options = new SequenceLogOptions().UseSqlite(_folder.File("sequences.db"));
        await using var store = options.Provider!.Open(options);
        await FillAsync(store, new Traffic(months, sequences));
        await SignAsync((SqliteStore)store);
        var old = Traffic.Start.AddMonths(1);
        var reader = store.Reader;

        await Figures.NoteAsync(
            "statistics of steps, all months", Statistics, async () => (await reader.GetStepStatisticsAsync(0, 999_912, Token)).Steps.Count);
        await Figures.NoteAsync(
            "statistics", Statistics, async () => (int)(await reader.GetStatisticsAsync(Token)).Sequences.Total, months * sequences);
        await Figures.NoteAsync("statistics of a month by day", Statistics, async () => (await reader.GetDailyStatisticsAsync(
            DateOnly.FromDateTime(old.Date), DateOnly.FromDateTime(old.AddMonths(1).AddDays(-1).Date), Token)).Count);
        await Figures.NoteAsync(
            "the newest 100 errors", Find, async () => (await reader.ReadErrorsAsync(new ErrorQuery { Limit = 100 }, Token)).Count, 100);
        await Figures.NoteAsync("all paths of a month", Month, () => ReadMonthAsync(reader, old), sequences);

        await AnalyseAsync(reader, new SequenceQuery { CreatedFrom = old, CreatedBefore = old.AddMonths(1) }, sequences);

        var inOldMonth = new SequenceQuery { CreatedFrom = old, CreatedBefore = old.AddMonths(1) };
        var user = (await reader.FindAsync(inOldMonth with { Limit = 1 }, Token))[0].UserId;
        await FindAsync("user", new() { UserId = user });
        await FindAsync("component", new() { Component = ComponentQuery.Parse("ads:20240277") }, 1);
        await FindAsync("step that is common", new() { StepName = Traffic.CommonStep }, 20);
        await FindAsync("step that is rare", new() { StepName = Traffic.RareStep }, Math.Min(20, Rare(months, sequences)));
        await FindAsync("step that is rare, all of them", new() { StepName = Traffic.RareStep, Limit = 1_000 }, Rare(months, sequences));
        await FindAsync("step that there is not", new() { StepName = "Nothing_Step_1" }, 0);
        await FindAsync("flow", new() { Flow = "Renew" }, 20);
        await FindAsync("status", new() { Status = SequenceStatus.Failed });
        await FindAsync("time: an old month", inOldMonth, 20);
        await FindAsync("time: a day of it", new() { CreatedFrom = old.AddDays(3), CreatedBefore = old.AddDays(4) }, 20);
        await FindAsync("user and property", new() { UserId = user, Property = new("Currency", "TON") });
        await FindAsync("user and property that there is not", new() { UserId = user, Property = new("Currency", "EUR") }, 0);
        await FindAsync("step, status and old month", inOldMonth with { StepName = Traffic.CommonStep, Status = SequenceStatus.Failed });
        await FindAsync(
            "rare step, status that there is not", new() { StepName = Traffic.RareStep, Status = SequenceStatus.Abandoned }, 0);
        await FindAsync("language", new() { Language = "ar" }, 20);

        var ad = sequences - 123;
        await FindAsync("language that there is not", new() { Language = "xx" }, 0);
        await FindAsync("property that is frequent", new() { Property = new("Currency", "USD") }, 20);
        await FindAsync("property that one in each month has", new() { Property = new("Ad", $"{ad}") }, months);
        await FindAsync("property that there is not, in a month", inOldMonth with { Property = new("Currency", "EUR") }, 0);
        await FindAsync("property that there is not", new() { Property = new("Currency", "EUR") }, 0);
        await FindAsync("property and status that there is not", new() { Property = new("Currency", "EUR"), Status = SequenceStatus.Failed }, 0);
        await FindAsync("text that is in all", new() { Text = "TON for ad" }, 20);
        await FindAsync("text that is frequent", new() { Text = "for ad 77" });
        await FindAsync("text of an error", new() { Text = "TimeoutException" }, 20);
        await FindAsync("text that one in each month has", new() { Text = $"for ad {ad}" }, months);
        await FindAsync("user name", new() { Text = "user77123" });
        await FindAsync("text that there is not", new() { Text = "nothing of the sort" }, 0);
        await FindAsync("text that there is not, in a month", inOldMonth with { Text = "nothing of the sort" }, 0);
        await FindAsync("text that there is not, of eight letters", new() { Text = "refunded" }, 0);
        await FindAsync("text and status that there is not", new() { Text = "nothing of the sort", Status = SequenceStatus.Failed }, 0);

        await FindAsync("text of three letters that there is not", new() { Text = "xyz" }, 0);

        // Of each block a signature tells of four bytes in a row, and has two bits for these.
        await LookAsync("text of four digits that few have", new() { Text = "9999" });

        Task FindAsync(string by, SequenceQuery query, int? answers = null) => AskAsync(by, Find, query, answers);
        Task LookAsync(string by, SequenceQuery query, int? answers = null) => AskAsync(by, null, query, answers);
        Task AskAsync(string by, TimeSpan? limit, SequenceQuery query, int? answers) =>
            Figures.NoteAsync($"find by {by}", limit, async () => (await reader.FindAsync(query, Token)).Count, answers);
    }

    private static async Task AnalyseAsync(ISequenceReader reader, SequenceQuery month, int sequences)
    {
        var analysis = new JourneyAnalysis(reader, TimeProvider.System);
        var flow = await analysis.GetFlowAsync(cancellationToken: Token);
        var funnel = FunnelDefinition.Of([.. flow.Nodes.Take(5).Select(n => n.Step)]) with { Order = FunnelOrder.Any, Window = TimeSpan.FromDays(7) };
        await Figures.NoteAsync(
            "flow, all months", Statistics, async () => (await analysis.GetFlowAsync(cancellationToken: Token)).Nodes.Count, flow.Nodes.Count);
        await Figures.NoteAsync(
            "funnel of five steps over a month", Analysis, async () => (int)(await analysis.GetFunnelAsync(funnel, month, Token)).All.Sequences, sequences);
        await Figures.NoteAsync(
            "variants of a month", Analysis, async () => (int)(await analysis.GetVariantsAsync(month, cancellationToken: Token)).Sequences, sequences);
        await Figures.NoteAsync("flow of a month's sequences", Analysis, async () => (int)(await analysis.GetFlowAsync(month, Token)).Coverage.Sequences!, sequences);
        await Figures.NoteAsync("conformance of a month", Analysis, async () => (int)(await analysis.CheckAsync(month, cancellationToken: Token)).Sequences);
    }

    private static async Task FillAsync(ISequenceStore store, Traffic traffic)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var batch in traffic.Batches())
        {
            await store.AppendAsync(batch, Token);
        }

        var took = Stopwatch.GetElapsedTime(start);
        Assert.Equal(traffic.Steps, (await store.Reader.GetStatisticsAsync(Token)).Steps.Total);
        var bytes = await store.Reader.GetSizeAsync(Token) / traffic.Steps;
        Figures.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{traffic.Steps:N0} steps of {traffic.Sequences:N0} sequences stored in {took.TotalSeconds:0.0} s, {bytes:N0} bytes a step"));
    }

    /// <summary>Sees that all is signed that the background has not signed yet, and how long that takes.</summary>
    private static async Task SignAsync(SqliteStore store)
    {
        var (start, before) = (Stopwatch.GetTimestamp(), await store.Reader.GetSizeAsync(Token));
        var (pieces, longest) = (0, TimeSpan.Zero);
        for (var isDone = false; !isDone;)
        {
            var piece = Stopwatch.GetTimestamp();
            isDone = !store.Sign(SignatureWork.Due, Token);
            pieces++;
            var took = Stopwatch.GetElapsedTime(piece);
            longest = took > longest ? took : longest;
        }

        var more = (await store.Reader.GetSizeAsync(Token) - before) / 1e6;
        Figures.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"then signed in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, {pieces} pieces of at most {longest.TotalMilliseconds:0} ms, {more:0} MB more"));
    }

    private static int Rare(int months, int sequences) => months * (((sequences - 7) / Traffic.RareEvery) + 1);

    private static async Task<int> ReadMonthAsync(ISequenceReader reader, DateTimeOffset month)
    {
        var query = new SequenceQuery { CreatedFrom = month, CreatedBefore = month.AddMonths(1), Limit = SequenceQuery.MaxLimit };
        for (var all = 0; ;)
        {
            var page = await reader.ReadPathsAsync(query, Token);
            Assert.True(page.All(path => path.Steps.Count == Traffic.StepsOfOne));
            all += page.Count;
            if (page.Count < query.Limit)
            {
                return all;
            }

            query = query with { Before = page[^1].Header.SequenceId };
        }
    }
}
