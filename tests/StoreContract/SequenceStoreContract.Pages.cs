using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Answers are limited, go on where the page before ended, and are each a picture of one moment.
public abstract partial class SequenceStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public async Task PagesHoldEverySequenceOnceNewestFirst(int limit)
    {
        await using var app = Start();
        var ids = Enumerable.Range(0, 7).Select(_ => app.Begin(5)).ToList();
        app.Clock.Advance(TimeSpan.FromDays(31));
        ids.AddRange(Enumerable.Range(0, 4).Select(_ => app.Begin(5)));
        app.Begin(6);

        var found = new List<SequenceId>();
        var query = new SequenceQuery { UserId = 5, Limit = limit };
        while (await IdsOf(app.Store.Reader, query) is { Length: > 0 } page)
        {
            Assert.InRange(page.Length, 1, limit);
            found.AddRange(page);
            query = query with { Before = page[^1] };
        }

        Assert.Equal(ids.AsEnumerable().Reverse(), found);
    }

    [Fact]
    public async Task AnswersAreLimited()
    {
        await using var app = Start();
        var ids = Enumerable.Range(0, 25).Select(_ => app.Begin()).ToList();
        foreach (var id in ids)
        {
            app.Step(id, "One");
        }

        await app.FlushAsync();

        Assert.Equal(20, (await app.Store.Reader.FindAsync(new SequenceQuery(), Token)).Count);
        Assert.Equal(10, (await app.Store.Reader.GetStatisticsAsync(Token)).Recent.Count);
        Assert.Equal(4, (await app.Store.Reader.ReadStepsAsync(0, 4, Token)).Count);
        foreach (var limit in new[] { 0, -1, SequenceQuery.MaxLimit + 1 })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new SequenceQuery { Limit = limit });
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
                async () => await app.Store.Reader.ReadStepsAsync(0, limit, Token));
        }
    }

    [Fact]
    public async Task TheUsersOwnSequenceIsTheNewestOpenOneElseTheNewest()
    {
        await using var app = Start();
        Assert.Null(await app.Sequences.GetUserSequenceIdAsync(1, Token));
        var (open, ended) = (app.Begin(1), app.Begin(1));
        app.Sequences.Complete(ended);

        Assert.Equal(open, await app.Sequences.GetUserSequenceIdAsync(1, Token));
        app.Sequences.Complete(open);
        Assert.Equal(ended, await app.Sequences.GetUserSequenceIdAsync(1, Token));
    }

    [Fact]
    public async Task EveryAnswerIsAPictureOfOneMoment()
    {
        const int Steps = 3_000;
        await using var app = Start();
        var id = app.Begin();

        var writing = Task.Run(
            () =>
            {
                for (var step = 1; step <= Steps; step++)
                {
                    app.Step(id, "Step");
                }
            },
            Token);

        var seen = 0;
        while (seen < Steps)
        {
            var details = await DetailsOf(app.Store, id);
            Assert.Equal(details.StepCount, details.Steps.Count);
            Assert.Equal(Enumerable.Range(1, details.StepCount), details.Steps.Select(s => s.Order));
            Assert.InRange(details.StepCount, seen, Steps);
            seen = details.StepCount;
        }

        await writing;
    }

    [Fact]
    public async Task AReaderAloneSeesWhatIsWrittenBesideIt()
    {
        await using var app = Start();
        var id = app.Begin(1);
        await using var reader = OpenReader();

        Assert.Equal([id], await IdsOf(reader, new SequenceQuery { UserId = 1 }));
        app.Step(id, "One");
        await app.FlushAsync();

        Assert.Equal(1, (await reader.GetDetailsAsync(id, Token))?.StepCount);
        Assert.Equal(1, (await reader.GetStatisticsAsync(Token)).Steps.Total);
    }

    [Fact]
    public void AReaderMakesNoStore()
    {
        Assert.Throws<SequenceStoreException>(() => OpenReader("missing"));
        Assert.Throws<SequenceStoreException>(() => OpenReader("missing"));
    }
}
