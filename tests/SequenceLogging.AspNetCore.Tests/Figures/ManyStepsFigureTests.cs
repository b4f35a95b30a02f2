using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SequenceLogging.AspNetCore.Tests.Api;
using SequenceLogging.Sqlite;
using SequenceLogging.Sqlite.Signatures;
using SequenceLogging.StoreContract;

namespace SequenceLogging.AspNetCore.Tests.Figures;

/// <summary>What the pages' questions cost at 10,000,000 steps: a year of 140,000 sequences a month with six steps each.</summary>
public sealed class ManyStepsFigureTests : IDisposable
{
    private const double Overview = 300, Search = 150, Journey = 150;

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PagesAreAnsweredInTheTimeThatIsPromised()
    {
        var (months, sequences) = Figure.IsLong ? (12, 140_000) : (3, 700);
        var options = new SequenceLogOptions().UseSqlite(_folder.File("sequences.db"));
        await using var store = options.Provider!.Open(options);
        await FillAsync((SqliteStore)store, new Traffic(months, sequences));

        // Late on the last day of the traffic, so that there are journeys in each of the last hours.
        var time = new LaterTime(Traffic.Start.AddMonths(months).AddHours(-0.5));
        await using var app = await DashboardApp.StartAsync(
            s => s.AddSingleton(store.Reader).AddSingleton<TimeProvider>(time), o => o.AnswersServeFor = TimeSpan.Zero);
        var old = Traffic.Start.AddMonths(1);
        var id = new SequenceId(old.Year, old.Month, sequences / 2);
        var recent = (await app.AskAsync("sequences?limit=1")).Ids()[0];

        await Figure.NoteAsync("overview", Overview, () => app.AskAsync("overview"));
        await Figure.NoteAsync("search: an id", Search, () => Find($"{id}"));
        await Figure.NoteAsync("search: a user", Search, () => Find("277"));
        await Figure.NoteAsync("search: an entity", Search, () => Find("ads:20240277"));
        await Figure.NoteAsync("search: a step that is common", Search, () => Find(Traffic.CommonStep));
        await Figure.NoteAsync("search: a step that is rare", Search, () => Find(Traffic.RareStep));
        await Figure.NoteAsync("search: a flow", Search, () => Find("Renew"));
        await Figure.NoteAsync("search: status and a week", Search, () => Find("status:failed since:7d"));
        await Figure.NoteAsync("search: a property that is frequent", Search, () => Find("Currency:USD"));
        await Figure.NoteAsync("search: a property that is rare", Search, () => Find($"Ad:{sequences - 123}"));
        await Figure.NoteAsync("search: a text that is frequent", Search, () => Find("TON"));
        await Figure.NoteAsync("search: a text that is rare", Search, () => Find($"\"for ad {sequences - 123}\""));
        await Figure.NoteAsync("search: a text that there is not", Search, () => Find("zebra-crossing"));
        await Figure.NoteAsync("search: two words", Search, () => Find("bank TON"));
        await Figure.NoteAsync("a journey", Journey, () => app.AskAsync($"sequences/{id}"));
        await Figure.NoteAsync("a journey's page", Journey, () => app.AskAsync($"sequences/{id}/report"));
        await Figure.NoteAsync("a journey's page, one that runs", Journey, () => app.AskAsync($"sequences/{recent}/report"));

        // Its hours add up to what the ids say: the traffic is even.
        var overview = await app.AskAsync("overview");
        var begun = overview.GetProperty("hours").EnumerateArray().Sum(h => h.GetProperty("begun").GetInt64());
        Assert.InRange(begun, sequences * 23 / 24.0 / 31, sequences * 25 / 24.0 / 28);

        async Task Find(string words) => await app.AskAsync("sequences/search?q=" + Uri.EscapeDataString(words));
    }

    private static async Task FillAsync(SqliteStore store, Traffic traffic)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var batch in traffic.Batches())
        {
            await store.AppendAsync(batch, Token);
        }

        // False is also said while the background does the same, so it is asked a few times.
        for (var idle = 0; idle < 5;)
        {
            idle = store.Sign(SignatureWork.Due, Token) ? 0 : idle + 1;
            await Task.Delay(idle * 200, Token);
        }

        Figure.Write($"{traffic.Steps:N0} steps of {traffic.Sequences:N0} sequences stored and signed in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
    }
}
