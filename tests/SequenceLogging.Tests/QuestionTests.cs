namespace SequenceLogging.Tests;

/// <summary>A question sees what was logged before it was asked.</summary>
public class QuestionTests
{
    [Fact]
    public async Task DetailsKnowTheStepThatWasJustLogged()
    {
        await using var log = new RunningLog(configure: o => o.BatchDelay = TimeSpan.FromSeconds(10));
        using var scope = log.Sequences.Begin("ann");
        log.Logger.Information("{StepName}", "User_Flow_1_Start");

        var details = await log.Sequences.GetSequenceDetailsAsync(scope.SequenceId);

        Assert.Equal("User_Flow_1_Start", Assert.Single(details!.Steps).StepName.Value);
        Assert.Equal(1, (await log.Sequences.GetSystemStatisticsAsync()).Steps.Total);
        Assert.Null(await log.Sequences.GetSequenceDetailsAsync(SequenceId.Parse("SEQ-1999-01-00001")));
    }

    [Fact]
    public async Task AUsersSequenceIsTheNewestOpenOneElseTheNewest()
    {
        await using var log = new RunningLog();
        Assert.Null(await log.Sequences.GetUserSequenceIdAsync("ann"));

        var open = await log.Sequences.IssueAsync("ann");
        var ended = await log.Sequences.IssueAsync("ann");
        await log.Sequences.IssueAsync("bob");
        log.Sequences.Abandon(ended);
        Assert.Equal(open, await log.Sequences.GetUserSequenceIdAsync("ann"));

        log.Sequences.Complete(open);
        Assert.Equal(ended, await log.Sequences.GetUserSequenceIdAsync("ann"));
        Assert.Equal([ended, open], (await log.Sequences.FindSequencesByUserAsync("ann")).Select(s => s.SequenceId));
    }
}
