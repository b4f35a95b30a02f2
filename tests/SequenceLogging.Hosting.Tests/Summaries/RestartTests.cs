using Serilog;
using Serilog.Events;

namespace SequenceLogging.Hosting.Tests.Summaries;

public sealed class RestartTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CollectingSink _collected = new();

    private IEnumerable<string> Ids => _collected.Events
        .Where(e => e.Properties.ContainsKey("EventKind"))
        .Select(e => (string)((ScalarValue)e.Properties["SummaryId"]).Value!);

    [Fact]
    public async Task OverRestartsOnAFileEachEndIsSummedUpOnce()
    {
        var expected = new List<string>();
        for (var run = 0; run < 4; run++)
        {
            await using var sequences = SequenceLog.Open(o => o.UseSqlite(_folder.File("bot.db")));
            await using var logger = new LoggerConfiguration().WriteTo.Sink(_collected).CreateLogger();

            // Every second process does not come to it, as if it were killed.
            await using var summaries = run % 2 == 0 ? null : sequences.WriteSummariesTo(logger, o => o.FirstCatchUp = TimeSpan.Zero);
            using var scope = sequences.Begin(run);
            expected.Add($"{scope.Reference}/1");
            scope.Complete();
            for (var tries = 0; summaries is not null && Ids.Count() < expected.Count && tries < 3_000; tries++)
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal(expected.Order(), Ids.Order());
    }

    public void Dispose() => _folder.Dispose();
}
