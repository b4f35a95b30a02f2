using SequenceLogging.Journeys;

namespace SequenceLogging.StoreContract;

// What a journey has to do with things outside.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task ALinkKeepsItsPartsAndWhatWasLoggedWithIt()
    {
        await using var app = Start();
        var id = app.Begin();

        app.Log(id, "Sent {LinkComponent} to {Channel}", "published_messages:message:@i3lani:12345", "@i3lani");

        var link = Assert.Single((await app.DetailsOf(id)).Links);
        Assert.Equal(("published_messages", "message", "@i3lani:12345"), (link.Component, link.EntityType, link.EntityId));
        Assert.Equal("primary", link.LinkType);
        Assert.Equal(Noon, link.FirstSeen);
        Assert.Equal(Noon, link.LastSeen);
        Assert.Equal("""{"Channel":"@i3lani"}""", link.Metadata);
    }

    [Fact]
    public async Task ALinkThatIsLoggedTwiceIsOneLinkSeenLater()
    {
        await using var app = Start();
        var id = app.Begin();
        app.Log(id, "{LinkComponent} {Amount}", "payments:ton_payment:TE5768", 5);
        app.Clock.Advance(TimeSpan.FromHours(2));
        app.Link(id, "payments:ton_payment:TE5768");
        await app.FlushAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        app.Log(id, "{LinkComponent} {Amount}", "payments:ton_payment:TE5768", 6);

        var details = await app.DetailsOf(id);

        var link = Assert.Single(details.Links);
        Assert.Equal((Noon, Noon.AddHours(3)), (link.FirstSeen, link.LastSeen));
        Assert.Equal("""{"Amount":6}""", link.Metadata);
        Assert.Equal(Noon.AddHours(3), details.UpdatedAt);
        Assert.Equal(1, (await app.StatisticsAsync()).Links.Total);
    }

    [Fact]
    public async Task ALinkFromAnEarlierTimeOnlyMovesItsFirstSight()
    {
        await using var app = Start();
        var id = app.Begin();
        app.Link(id, "ads:ad:87");
        app.Clock.Advance(TimeSpan.FromMinutes(-1));
        app.Link(id, "ads:ad:87");

        var link = Assert.Single((await app.DetailsOf(id)).Links);
        Assert.Equal((Noon.AddMinutes(-1), Noon), (link.FirstSeen, link.LastSeen));
    }

    [Fact]
    public async Task LinksThatDifferInAnyPartAreSeveral()
    {
        await using var app = Start();
        var (id, other) = (app.Begin(), app.Begin());
        app.Link(id, "ads:ad:87");
        app.Link(id, "ads:ad:88");
        app.Link(id, "ads:draft:87");
        app.Link(id, "Ads:ad:87");
        app.Log(id, "{LinkComponent} {LinkType}", "ads:ad:87", "secondary");
        app.Link(other, "ads:ad:87");

        Assert.Equal(
            ["ads:ad:87 primary", "ads:ad:88 primary", "ads:draft:87 primary", "Ads:ad:87 primary", "ads:ad:87 secondary"],
            (await app.DetailsOf(id)).Links.Select(l => $"{l} {l.LinkType}"));
        Assert.Equal(6, (await app.StatisticsAsync()).Links.Total);
    }

    [Fact]
    public async Task AnEntityIsFoundWithAndWithoutItsType()
    {
        await using var app = Start();
        var (a, b, c) = (app.Begin(), app.Begin(), app.Begin());
        app.Link(a, "payments:ton_payment:TE5768");
        app.Link(b, "payments:card:TE5768");
        app.Link(c, "messages:message:@i3lani:12345");
        await app.FlushAsync();

        Assert.Equal([b, a], await Find("payments:TE5768"));
        Assert.Equal([a], await Find("payments:ton_payment:TE5768"));
        Assert.Equal([c], await Find("messages:@i3lani:12345"));
        Assert.Equal([c], await Find("messages:message:@i3lani:12345"));
        Assert.Empty(await Find("payments:te5768"));
        Assert.Empty(await Find("ton_payment:TE5768"));
        Assert.Empty(await Find("messages:@i3lani"));

        Task<SequenceId[]> Find(string component) =>
            IdsOf(app.Store.Reader, new SequenceQuery { Component = ComponentQuery.Parse(component) });
    }

    [Fact]
    public async Task ASequenceLinkedToAnEntityInTwoWaysIsFoundOnce()
    {
        await using var app = Start();
        var id = app.Begin();
        app.Link(id, "a:b:c");
        app.Link(id, "a:x:b:c");
        await app.FlushAsync();

        Assert.Equal([id], await IdsOf(app.Store.Reader, new SequenceQuery { Component = ComponentQuery.Parse("a:b:c") }));
    }
}
