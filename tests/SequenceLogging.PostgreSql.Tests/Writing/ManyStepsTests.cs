using SequenceLogging.Journeys;
using SequenceLogging.PostgreSql.Writing;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.PostgreSql.Tests.Writing;

/// <summary>Many steps go to the server in another way than a few.</summary>
public sealed class ManyStepsTests : IDisposable
{
    private const int Steps = RowStatements.WorthCopying * 3 / 2;
    private const int Sequences = 40;

    private readonly TestStore _few = new();
    private readonly TestStore _many = new();

    public void Dispose()
    {
        _few.Dispose();
        _many.Dispose();
    }

    [Fact]
    public async Task ManyInOneBatchAreStoredAsTheyAreAFewAtATime()
    {
        var few = await StoreAsync(_few, RowStatements.WorthCopying / 10);
        var many = await StoreAsync(_many, Steps);

        Assert.Equal(Steps, many.Count);
        Assert.Equal(few, many);
        Assert.Equal(Enumerable.Range(1, Steps).Select(n => (long)n), many.Select(s => s.Position));
        Assert.Contains(many, s => s.Message == "a\0b" && s.Metadata is null && s.Error == "it\nbroke");
        Assert.Contains(many, s => s.Message is null && s.Metadata == """{"a":"é"}""" && s.Error is null);
    }

    [Fact]
    public async Task WhereTheServerRefusesOneOfThemNoneIsStored()
    {
        await using var store = _many.Open();
        var ids = await CreateAsync(store);
        _many.Execute("ALTER TABLE steps ADD CONSTRAINT no_more CHECK (step_order < 20)");

        await Assert.ThrowsAsync<SequenceStoreException>(async () => await store.AppendAsync(BatchOf(ids, 0, Steps), TestStore.Token));

        Assert.Equal(0, _many.Execute("SELECT count(*) FROM steps"));
        Assert.Equal(0, _many.Execute("SELECT value FROM store_numbers WHERE name = 'position'"));
        _many.Execute("ALTER TABLE steps DROP CONSTRAINT no_more");
        Assert.Equal(Steps, (await store.AppendAsync(BatchOf(ids, 0, Steps), TestStore.Token)).Stored);
    }

    private static async Task<IReadOnlyList<StoredStep>> StoreAsync(TestStore own, int atOnce)
    {
        await using var store = own.Open();
        var ids = await CreateAsync(store);
        for (var first = 0; first < Steps; first += atOnce)
        {
            await store.AppendAsync(BatchOf(ids, first, Math.Min(atOnce, Steps - first)), TestStore.Token);
        }

        return await store.Reader.ReadStepsAsync(0, 10_000, TestStore.Token);
    }

    private static async Task<SequenceId[]> CreateAsync(ISequenceStore store)
    {
        var ids = new SequenceId[Sequences];
        for (var i = 0; i < Sequences; i++)
        {
            ids[i] = await store.CreateAsync(new NewSequence { CreatedAt = TestStore.Noon }, TestStore.Token);
        }

        return ids;
    }

    private static Batch BatchOf(SequenceId[] ids, int first, int count)
    {
        var batch = new Batch(after: first);
        for (var step = first; step < first + count; step++)
        {
            var (id, at) = (ids[step * 7 % Sequences], TestStore.Noon.AddMilliseconds(step));
            batch = (step % 3) switch
            {
                0 => batch.Said(id, at, "a\0b", error: "it\nbroke"),
                1 => batch.Said(id, at, message: null, """{"a":"é"}"""),
                _ => batch.Step(id, "Two", at, StepStatus.Failed),
            };
        }

        return batch;
    }
}
