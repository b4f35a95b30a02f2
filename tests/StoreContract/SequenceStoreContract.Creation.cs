
namespace SequenceLogging.StoreContract;

// Remark 1: issuing an id and creating its sequence are one act.
public abstract partial class SequenceStoreContract
{
    [Fact]
    public async Task AnIdThatWasIssuedHasItsSequence()
    {
        await using var app = Start();

        var id = app.Begin();

        // Nothing is flushed here: the sequence is there when its id is.
        var details = await DetailsOf(app.Store, id);
        Assert.Equal(SequenceStatus.Active, details.Status);
        Assert.Equal(0, details.StepCount);
        Assert.Null(details.CurrentStep);
        Assert.Null(details.CompletedAt);
        Assert.Null(details.UserId);
        Assert.Null(details.Username);
        Assert.Null(details.Language);
        Assert.Null(details.Metadata);
        Assert.Empty(details.Steps);
        Assert.Empty(details.Links);
        Assert.Empty(details.Errors);
        Assert.Empty(details.StatusChanges);
    }

    [Fact]
    public async Task ASequenceKeepsWhatWasKnownAtItsBeginning()
    {
        var begin = Noon.AddTicks(1_234_567); // to the microsecond: 0.123456 s and a rest that no store keeps
        SequenceId id;
        await using (var app = Start(at: begin))
        {
            id = await app.Sequences.IssueAsync(
                566158428, "ann", "en", new Dictionary<string, object?> { ["source"] = "start", ["payload"] = 7 }, Token);
        }

        await using var again = OpenStore();
        var details = await DetailsOf(again, id);

        Assert.Equal(new UserId("566158428"), details.UserId);
        Assert.Equal("ann", details.Username);
        Assert.Equal("en", details.Language);
        Assert.Equal("""{"source":"start","payload":7}""", details.Metadata);
        Assert.Equal(Noon.AddTicks(1_234_560), details.CreatedAt);
        Assert.Equal(details.CreatedAt, details.UpdatedAt);
        Assert.Equal(TimeSpan.Zero, details.CreatedAt.Offset);
    }

    [Fact]
    public async Task TheUsersNewestOpenSequenceIsFound()
    {
        await using var app = Start();
        app.Begin(1);
        var newest = app.Begin(1);
        app.Begin(2);

        Assert.Equal(newest, await app.Sequences.FindOrIssueAsync(1, cancellationToken: Token));
        Assert.Equal(newest, await app.Sequences.FindOrIssueAsync("1", cancellationToken: Token));
    }

    [Fact]
    public async Task ASequenceIsMadeWhereTheUserHasNone()
    {
        await using var app = Start();
        app.Begin();
        app.Begin(2);

        var id = await app.Sequences.FindOrIssueAsync("ann@example", "Ann", "fr", cancellationToken: Token);

        Assert.Equal("SEQ-2025-07-00003", id.ToString());
        var details = await DetailsOf(app.Store, id);
        Assert.Equal(("ann@example", "Ann", "fr"), (details.UserId?.Value, details.Username, details.Language));
    }

    [Theory]
    [InlineData(SequenceStatus.Completed)]
    [InlineData(SequenceStatus.Failed)]
    [InlineData(SequenceStatus.Abandoned)]
    public async Task ASequenceThatWasEndedByNameIsNotFoundAsOpen(SequenceStatus end)
    {
        await using var app = Start();
        var older = app.Begin(1);
        var ended = app.Begin(1);
        app.Log(ended, "{SequenceStatus}", end);

        Assert.Equal(older, await app.Sequences.FindOrIssueAsync(1, cancellationToken: Token));
        app.Log(older, "{SequenceStatus}", end);
        Assert.Equal("SEQ-2025-07-00003", (await app.Sequences.FindOrIssueAsync(1, cancellationToken: Token)).ToString());
    }

    [Fact]
    public async Task ASequenceWithAFailedStepIsStillOpen()
    {
        await using var app = Start();
        var id = app.Begin(1);
        app.FailStep(id, "Pay");

        Assert.Equal(id, await app.Sequences.FindOrIssueAsync(1, cancellationToken: Token));
    }

    [Fact]
    public async Task ManyThreadsThatFindOrCreateForOneUserGetOneSequence()
    {
        await using var app = Start();

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => Task.Run(async () => await app.Sequences.FindOrIssueAsync(1), Token)));

        Assert.All(ids, id => Assert.Equal("SEQ-2025-07-00001", id.ToString()));
    }

    [Fact]
    public async Task TheOpenSequenceOfNobodyIsRefused()
    {
        await using var store = OpenStore();

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.FindOpenOrCreateAsync(At(Noon), Token));
        Assert.Empty((await store.Reader.GetStatisticsAsync(Token)).Counters);
    }
}
