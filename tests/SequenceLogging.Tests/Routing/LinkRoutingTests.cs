using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Routing;

public class LinkRoutingTests
{
    [Theory]
    [InlineData("ads:ad:87", "ads", "ad", "87")]
    [InlineData("published_messages:message:@i3lani:12345", "published_messages", "message", "@i3lani:12345")]
    public void ALinkInOneText(string text, string component, string type, string id)
    {
        var link = Routed.Log(log => log.Information("Linked {LinkComponent} by {Who}", text, "ann")).Single;

        Assert.Equal(RecordKind.Link, link.Kind);
        Assert.Equal(RunningLog.Id, link.Sequence);
        Assert.Equal((component, type, id), (link.Component, link.EntityType, link.EntityId));
        Assert.Equal("primary", link.LinkType);
        Assert.Equal("""{"Who":"ann"}""", link.Metadata);
    }

    [Fact]
    public void ALinkInParts()
    {
        var link = Routed.Log(log => log.Information(
            "{LinkComponent} {LinkEntityType} {LinkEntityId} {LinkType}", "payments", "ton_payment", "TE5768", "retry")).Single;

        Assert.Equal(("payments", "ton_payment", "TE5768"), (link.Component, link.EntityType, link.EntityId));
        Assert.Equal("retry", link.LinkType);
        Assert.Null(link.Metadata);
    }

    [Fact]
    public void AnEntityIdMayBeANumberOrHoldColons()
    {
        var number = Routed.Log(log => log.Information("{LinkComponent} {LinkEntityType} {LinkEntityId}", "ads", "ad", 87)).Single;
        var colons = Routed.Log(log => log.Information("{LinkComponent} {LinkEntityType} {LinkEntityId}", "a", "b", "c:d:e")).Single;

        Assert.Equal("87", number.EntityId);
        Assert.Equal("c:d:e", colons.EntityId);
    }

    [Fact]
    public void AComponentLinkValueIsALinkToo()
    {
        var link = Routed.Log(log => log.Information("{LinkComponent}", ComponentLink.Parse("ads:ad:87"))).Single;

        Assert.Equal(("ads", "ad", "87"), (link.Component, link.EntityType, link.EntityId));
    }

    [Theory]
    [InlineData("ads", null, null)]
    [InlineData("ads", "ad", null)]
    [InlineData("ads", null, "87")]
    [InlineData("ads:ad", null, null)]
    [InlineData("ads::87", null, null)]
    [InlineData("", "ad", "87")]
    [InlineData("ads", "  ", "87")]
    [InlineData("ads", "ad", "")]
    [InlineData("ads:x", "ad", "87")] // a colon that would move the parts
    [InlineData("ads", "ad:x", "87")]
    [InlineData(null, "ad", "87")]
    [InlineData(12, null, null)]
    public void ALinkWithoutItsPartsIsRejected(object? component, object? type, object? id)
    {
        var routed = Routed.Log(log =>
        {
            log = type is null ? log : log.ForContext("LinkEntityType", type);
            log = id is null ? log : log.ForContext("LinkEntityId", id);
            log.Information("{StepName} {LinkComponent}", "S", component);
        });

        Assert.Equal(["bad_link"], routed.Rejections);
        Assert.Equal(RecordKind.Step, Assert.Single(routed.Records).Kind); // the rest of the event is routed
    }

    [Fact]
    public void ALinkThatIsTooLongIsRejected() =>
        Assert.Equal(["bad_link"], Routed.Log(log => log.Information("{LinkComponent}", "a:b:" + new string('c', 1_024))).Rejections);
}
