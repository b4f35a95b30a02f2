using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Remark 17: what is left when a user has been erased.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task AnErasedUserIsNotFoundAnyMore()
    {
        await using var app = Start();
        var first = app.Begin("ann");
        var other = app.Begin("bob");
        var second = app.Begin("ann");
        foreach (var id in new[] { first, other, second })
        {
            app.Step(id, "One");
            app.Step(id, "Two");
            app.Link(id, $"ads:ad:{id.Number}");
            app.Log(id, "{SequenceStatus}", "completed");
        }

        var erasure = await app.Sequences.EraseUserAsync("ann", Token);

        Assert.Equal(new Erasure(Sequences: 2, Steps: 4, Links: 2, Others: 2), erasure);
        Assert.Empty(await IdsOf(app.Store.Reader, new SequenceQuery { UserId = "ann" }));
        Assert.Equal([other], await IdsOf(app.Store.Reader, new SequenceQuery()));
        Assert.Null(await app.Store.Reader.GetDetailsAsync(first, Token));
        Assert.Empty(await app.Sequences.FindSequencesByComponentAsync(ComponentQuery.Parse("ads:1"), cancellationToken: Token));
        Assert.Single(await app.Sequences.FindSequencesByComponentAsync(ComponentQuery.Parse("ads:2"), cancellationToken: Token));
        Assert.Equal(["One", "Two"], NamesOf(await app.DetailsOf(other)));
    }

    [Fact]
    public async Task WhatIsOnItsWayIsErasedWithTheRest()
    {
        await using var app = Start();
        var id = app.Begin("ann");
        for (var i = 0; i < 500; i++)
        {
            app.Step(id, "One");
        }

        Assert.Equal(500, (await app.Sequences.EraseUserAsync("ann", Token)).Steps);
        await app.FlushAsync();
        Assert.Null(await app.Store.Reader.GetDetailsAsync(id, Token));
    }

    [Fact]
    public async Task AnErasedUsersIdsAreNotIssuedAgain()
    {
        await using (var app = Start())
        {
            app.Begin("ann");
            await app.Sequences.EraseUserAsync("ann", Token);
            Assert.Equal(2, app.Begin("ann").Number);
            await app.Sequences.EraseUserAsync("ann", Token);
        }

        await using var after = Start();
        Assert.Equal(3, after.Begin("bob").Number);
    }

    [Fact]
    public async Task TheStatisticsOfStepsStayAndTotalsGoDown()
    {
        await using var app = Start();
        var ann = app.Begin("ann");
        app.Step(ann, "One");
        app.FailStep(ann, "Two");
        app.Link(ann, "ads:ad:1");
        var bob = app.Begin("bob");
        app.Step(bob, "One");
        app.Link(bob, "ads:ad:2");
        var before = await app.StatisticsAsync();

        await app.Sequences.EraseUserAsync("ann", Token);

        var after = await app.StatisticsAsync();
        Assert.Equal(before.Steps, after.Steps);
        Assert.Equal((1, 1, 0), (after.Sequences.Total, after.Sequences.Active, after.Sequences.Failed));
        Assert.Equal(1, after.Links.Total);
        Assert.Equal(before.Delivery.Emitted, after.Delivery.Emitted);
        Assert.Equal(before.Delivery.Stored, after.Delivery.Stored);
    }

    [Fact]
    public async Task AUserThatNobodyKnowsIsErasedToo()
    {
        await using var app = Start();
        app.Begin("bob");

        Assert.Equal(new Erasure(0, 0, 0, 0), await app.Sequences.EraseUserAsync("ann", Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await app.Sequences.EraseUserAsync(default, Token));
        Assert.Equal(1, (await app.StatisticsAsync()).Sequences.Total);
    }

    [Fact]
    public async Task WhatIsLoggedAfterwardsMakesANewSequenceWithoutItsUser()
    {
        await using var app = Start();
        var id = app.Begin("ann");
        app.Step(id, "One");
        await app.Sequences.EraseUserAsync("ann", Token);

        app.Step(id, "Two");

        var details = await app.DetailsOf(id);
        Assert.Equal(["Two"], NamesOf(details));
        Assert.Equal(1, details.Steps[0].Order);
        Assert.Null(details.UserId);
    }
}
