using SequenceLogging.Storage;

namespace SequenceLogging.Tests.Routing;

public class StatusRoutingTests
{
    [Theory]
    [InlineData("active", SequenceStatus.Active)]
    [InlineData("Completed", SequenceStatus.Completed)]
    [InlineData("FAILED", SequenceStatus.Failed)]
    [InlineData(SequenceStatus.Abandoned, SequenceStatus.Abandoned)]
    public void AnEventWithSequenceStatusChangesTheStatus(object told, SequenceStatus expected)
    {
        var status = Routed.Log(log => log.Information("The user left: {SequenceStatus}", told)).Single;

        Assert.Equal((RecordKind.Status, expected), (status.Kind, status.SequenceStatus));
        Assert.StartsWith("The user left: ", status.Message);
    }

    [Theory]
    [InlineData("done")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(3)]
    public void AStatusThatIsNoneIsRejected(object? told)
    {
        var routed = Routed.Log(log => log.Information("{StepName} {SequenceStatus}", "S", told));

        Assert.Equal(["bad_sequence_status"], routed.Rejections);
        Assert.Equal(RecordKind.Step, Assert.Single(routed.Records).Kind);
    }

    [Fact]
    public void OneEventMayBeAStepALinkAndAStatus()
    {
        var routed = Routed.Log(log => log.Information(
            "{StepName} {LinkComponent} {SequenceStatus} {Channel}", "Publish_Step_3_Verified", "ads:ad:87", "completed", "@i3lani"));

        Assert.Empty(routed.Rejections);
        Assert.Equal([RecordKind.Step, RecordKind.Link, RecordKind.Status], routed.Records.Select(r => r.Kind));
        Assert.All(routed.Records, r => Assert.Equal(RunningLog.Id, r.Sequence));
        Assert.All(routed.Records.Take(2), r => Assert.Equal("""{"Channel":"@i3lani"}""", r.Metadata));
    }
}
