using SequenceLogging.Storage;
using Serilog.Events;

namespace SequenceLogging.Tests.Routing;

/// <summary>Which sequence an event belongs to, and what happens to one that belongs to none.</summary>
public class SequenceRoutingTests
{
    private static readonly SequenceId Own = SequenceId.Parse("SEQ-2024-01-100000");

    [Fact]
    public void TheEventsOwnIdComesBeforeTheScopes()
    {
        var asText = Routed.Log(log => log.Information("{StepName} {SequenceId}", "S", Own.ToString())).Single;
        var asValue = Routed.Of(WithId(new ScalarValue(Own)), RunningLog.Id).Single;

        Assert.Equal((Own, Own), (asText.Sequence, asValue.Sequence));
        Assert.Null(asText.Metadata);
    }

    [Fact]
    public void TheKeyOfAPendingSequenceNamesItAsAnIdDoes()
    {
        const string Key = "pending-0123456789abcdef0123456789abcdef";
        var own = Routed.Log(log => log.Information("{StepName} {SequenceId}", "S", Key)).Single;
        var asValue = Routed.Of(WithId(new ScalarValue(SequenceReference.Parse(Key))), RunningLog.Id).Single;
        var ambient = Routed.Of(Routed.Event(log => log.Information("{StepName}", "S")), SequenceReference.Parse(Key)).Single;

        Assert.All([own, asValue, ambient], r => Assert.Equal((Key, default(SequenceId), null), (r.Key, r.Sequence, r.Metadata)));
    }

    [Theory]
    [InlineData("pending-0123456789ABCDEF0123456789abcdef")]
    [InlineData("pending-1")]
    [InlineData("SEQ-2025-7-1")]
    [InlineData("")]
    [InlineData("none")]
    [InlineData(12)]
    [InlineData(null)]
    public void AnIdThatIsNoneIsRejectedForEveryRecordThatTheEventMeans(object? id)
    {
        var routed = Routed.Log(log => log.Information(
            "{StepName} {LinkComponent} {SequenceStatus} {SequenceId}", "S", "ads:ad:87", "completed", id));

        Assert.Empty(routed.Records);
        Assert.Equal(["bad_sequence_id", "bad_sequence_id", "bad_sequence_id"], routed.Rejections);
    }

    [Fact]
    public void AnEmptyIdValueIsNone() =>
        Assert.Equal(["bad_sequence_id"], Routed.Of(WithId(new ScalarValue(default(SequenceId))), RunningLog.Id).Rejections);

    [Fact]
    public void AnErrorWhoseIdIsNoneIsRejectedTooAndNotLostInSilence() =>
        Assert.Equal(["bad_sequence_id"], Routed.Log(log => log.Error("It broke in {SequenceId}", "SEQ-2025-7-1")).Rejections);

    [Fact]
    public void OutsideOfAnySequenceAStepIsRejected() =>
        Assert.Equal(
            ["no_sequence", "no_sequence"],
            Routed.LogOutside(log => log.Information("{StepName} {LinkComponent}", "S", "ads:ad:87")).Rejections);

    [Fact]
    public void AnErrorWithoutStepNameIsKeptInsideASequence()
    {
        var error = Routed.Log(log => log
            .ForContext<SequenceRoutingTests>()
            .Error(new InvalidOperationException("Boom"), "Could not read {File}", "ad.jpg")).Single;

        Assert.Equal((RecordKind.Error, RunningLog.Id), (error.Kind, error.Sequence));
        Assert.Equal(typeof(SequenceRoutingTests).FullName, error.Component);
        Assert.Equal("Could not read ad.jpg", error.Message);
        Assert.Equal("""{"File":"ad.jpg"}""", error.Metadata);
        Assert.Contains("Boom", error.Error);
    }

    [Fact]
    public void AnErrorOutsideOfAnySequenceIsNobodys()
    {
        var routed = Routed.LogOutside(log => log.Fatal("It broke"));

        Assert.Empty(routed.Records);
        Assert.Empty(routed.Rejections);
    }

    [Fact]
    public void AnErrorThatLinksIsBoth() =>
        Assert.Equal(
            [RecordKind.Error, RecordKind.Link],
            Routed.Log(log => log.Error("No money on {LinkComponent}", "payments:ton_payment:TE5768")).Records.Select(r => r.Kind));

    [Theory]
    [InlineData(" ")]
    [InlineData(null)]
    [InlineData(6)]
    public void AStepNameThatIsNoneIsRejected(object? name)
    {
        var routed = Routed.Log(log => log.Information("{StepName} {LinkComponent}", name, "ads:ad:87"));

        Assert.Equal(["bad_step_name"], routed.Rejections);
        Assert.Equal(RecordKind.Link, Assert.Single(routed.Records).Kind);
    }

    [Fact]
    public void AStepNameThatIsTooLongIsRejected()
    {
        Assert.Equal(["bad_step_name"], Routed.Log(log => log.Information("{StepName}", new string('x', 257))).Rejections);
        Assert.Equal(256, Routed.Log(log => log.Information("{StepName}", new string('x', 256))).Single.Name!.Length);
    }

    [Fact]
    public void AnErrorWhoseStepNameIsNoneIsStillAnError()
    {
        var routed = Routed.Log(log => log.Error("{StepName} broke", ""));

        Assert.Equal(["bad_step_name"], routed.Rejections);
        Assert.Equal(RecordKind.Error, Assert.Single(routed.Records).Kind);
    }

    private static LogEvent WithId(ScalarValue id) => new(
        DateTimeOffset.UnixEpoch,
        LogEventLevel.Information,
        null,
        MessageTemplate.Empty,
        [new LogEventProperty("StepName", new ScalarValue("S")), new LogEventProperty("SequenceId", id)]);
}
