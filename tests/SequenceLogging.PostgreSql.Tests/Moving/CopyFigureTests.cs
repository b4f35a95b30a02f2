using System.Diagnostics;
using System.Globalization;
using SequenceLogging.Moving;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.PostgreSql.Tests.Moving;

/// <summary>How long it takes to copy many journeys from one PostgreSQL store to another, and to compare them afterwards.</summary>
public sealed class CopyFigureTests : IDisposable
{
    private const int Steps = 8;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("SEQLOG_LANE") == "long";
    private static readonly int Journeys = IsLong ? 20_000 : 300;

    private readonly TestStore _from = new();
    private readonly TestStore _to = new();

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }

    [Fact]
    public async Task ManyJourneysAreCopiedAndCompared()
    {
        await using var source = _from.Open();
        await using var target = _to.Open();
        await FillAsync(source);

        var first = await CopyAsync(source, target);
        var again = await CopyAsync(source, target);

        Assert.Equal((2, true, Journeys), (first.Result.Passes, first.Result.IsComplete, first.Result.Sequences));
        Assert.Equal((1, true, 0L), (again.Result.Passes, again.Result.IsComplete, again.Result.Written));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(IsLong ? "long" : "quick")}: {Journeys:N0} journeys of {Steps} steps: copied and compared in {first.Seconds:0.0} s, compared again in {again.Seconds:0.0} s, {Journeys / again.Seconds:N0} a second"));
    }

    private static async Task<(CopyResult Result, double Seconds)> CopyAsync(ISequenceStore source, ISequenceStore target)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await new StoreCopy(source.Reader, target).CopyAsync(null, TestStore.Token);
        return (result, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static async Task FillAsync(ISequenceStore store)
    {
        const int InOneBatch = 100;
        for (var first = 1; first <= Journeys; first += InOneBatch)
        {
            var batch = new Batch($"batch {first}");
            for (var number = first; number < first + InOneBatch; number++)
            {
                var id = new SequenceId(2025, 7, number);
                batch.Begin(id, TestStore.Noon, new NewSequence { CreatedAt = TestStore.Noon, UserId = number });
                for (var step = 1; step <= Steps; step++)
                {
                    batch.Step(id, $"CreateAd_Step_{step}_Do", TestStore.Noon);
                }
            }

            await store.AppendAsync(batch, TestStore.Token);
        }
    }
}
