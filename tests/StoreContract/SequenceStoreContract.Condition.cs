using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// What a store says of itself.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task AStoreThatIsWellFindsNothingWrong()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        await store.AppendAsync(new Batch().Step(id, "One", Noon).Link(id, ComponentLink.Parse("ads:ad:87"), Noon), Token);
        var before = await PictureOf(store, id);

        var findings = (await store.Reader.ExamineAsync(Token)).Findings;

        Assert.NotEmpty(findings);
        Assert.DoesNotContain(findings, finding => finding.Level is FindingLevel.Problem);
        Assert.All(findings, finding => Assert.False(string.IsNullOrWhiteSpace(finding.Name) || string.IsNullOrWhiteSpace(finding.Value)));
        Assert.Equal(findings.Count, findings.Select(finding => finding.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(findings, finding => finding is { Name: "integrity", Level: FindingLevel.Good });
        Assert.Equal(before, await PictureOf(store, id));
    }

    [Fact]
    public async Task TheSizeGrowsWithWhatIsStoredAndGoesDownWithIt()
    {
        await using var store = OpenStore();
        var empty = await store.Reader.GetSizeAsync(Token);
        for (var i = 0; i < 30; i++)
        {
            var id = await store.CreateAsync(At(Noon), Token);
            var batch = new Batch($"producer {i}");
            for (var step = 0; step < 100; step++)
            {
                batch.Step(id, $"Step {step}", Noon).Link(id, ComponentLink.Parse($"ads:ad:{i}-{step}-{Guid.NewGuid()}"), Noon);
            }

            await store.AppendAsync(batch, Token);
        }

        var full = await store.Reader.GetSizeAsync(Token);
        await PruneToTheEndAsync(store, Idle with { Status = SequenceStatus.Active });

        Assert.InRange(full, empty + (30 * 100 * 36), long.MaxValue);
        Assert.InRange(await store.Reader.GetSizeAsync(Token), 0, empty + ((full - empty) / 2));
        await using var reader = OpenReader();
        Assert.Equal(await store.Reader.GetSizeAsync(Token), await reader.GetSizeAsync(Token));
        Assert.Empty(await IdsOf(reader, new SequenceQuery()));
    }
}
