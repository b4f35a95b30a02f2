using SequenceLogging.Insight.Errors;
using SequenceLogging.Journeys;

namespace SequenceLogging.Tests.Insight.Errors;

public class ErrorGroupTests
{
    private static readonly DateTimeOffset At = new(2025, 7, 14, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("System.TimeoutException: no answer in 30 s\n   at Ton.Client.Send(String x) in Client.cs:line 12", "System.TimeoutException")]
    [InlineData("System.Collections.Generic.KeyNotFoundException: 'a'", "System.Collections.Generic.KeyNotFoundException")]
    [InlineData("Bot.Outer+Inner`1[System.Int32]: x", "Bot.Outer+Inner`1[System.Int32]")]
    [InlineData("Bot.RefusedException\r\n   at Bot.Run()", "Bot.RefusedException")]
    [InlineData("Unhandled exception. System.Exception: x", "System.Exception")]
    [InlineData("the card 4711 was refused", "the card # was refused")]
    [InlineData("оплата 17 не прошла", "оплата # не прошла")]
    public void TheTypeIsThatOfTheExceptionOrThePatternOfItsText(string error, string type) =>
        Assert.Equal(type, Assert.Single(ErrorGroup.Of([Error(1, error: error)])).Type);

    [Fact]
    public void WithoutAnExceptionTheMessageIsItsTypeWithoutNumbers()
    {
        var groups = ErrorGroup.Of(
            [Error(1, message: "payment TE5768 of 12.5 TON timed out"), Error(2, message: "payment TE6000 of 3 TON timed out"), Error(3)]);

        Assert.Equal(["payment # of # TON timed out", "without a message"], groups.Select(g => g.Type));
        Assert.Equal([2, 1], groups.Select(g => g.Count));
    }

    [Fact]
    public void OneTypeAtTwoPlacesAreTwoGroups()
    {
        var errors = new[]
        {
            Error(1, "A", "pay", "X.E: 1"), Error(1, "A", "pay", "X.E: 2"), Error(2, "A", "pay", "X.E: 3"),
            Error(2, "B", "pay", "X.E: 4"), Error(3, "A", "ads", "X.E: 5"),
        };

        var groups = ErrorGroup.Of(errors);

        Assert.Equal([3, 1, 1], groups.Select(g => g.Count));
        Assert.Equal(2, groups[0].Sequences);
        Assert.Equal("X.E: 1", groups[0].Newest.Error);
        Assert.All(groups, g => Assert.Equal(g.Count, errors.Count(g.Holds)));
        Assert.Equal(errors.Length, groups.Sum(g => g.Count));
    }

    [Fact]
    public void ItSaysWhenAndWhereInTheCode()
    {
        var group = Assert.Single(ErrorGroup.Of(
        [
            Error(1, error: "X.E: later\n   at Ton.Client.Send(String x) in Client.cs:line 12\n   at Bot.Run()", minutes: 5),
            Error(1, error: "X.E: earlier"),
        ]));

        Assert.Equal((At, At.AddMinutes(5), "Ton.Client.Send"), (group.FirstSeen, group.LastSeen, group.Code));
    }

    [Fact]
    public void AnErrorOfAMegabyteIsReadAtOnce()
    {
        var group = Assert.Single(ErrorGroup.Of([Error(1, error: new string('a', 1 << 20)), Error(2, error: new string('a', 1 << 20))]));

        Assert.Equal(2, group.Count);
        Assert.InRange(group.Type.Length, 1, 100);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\n \t")]
    [InlineData(" ")]
    [InlineData("   at ")]
    public void NoTextOfAnErrorTakesLong(string part) =>
        Assert.Equal(1, Assert.Single(ErrorGroup.Of([Error(1, error: "X.E: 1" + string.Concat(Enumerable.Repeat(part, 300_000)))])).Count);

    private static StoredError Error(
        long number, string? step = null, string? component = null, string? error = null, string? message = null, int minutes = 0) => new()
        {
            SequenceId = new SequenceId(2025, 7, number),
            StepName = step is null ? null : new StepName(step),
            Component = component,
            Error = error,
            Message = message,
            Timestamp = At.AddMinutes(minutes),
        };
}
