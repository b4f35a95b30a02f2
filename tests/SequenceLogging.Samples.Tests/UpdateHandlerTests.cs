using AdBot.Flows;
using AdBot.Outbox;
using AdBot.Payments;
using AdBot.Updates;
using SequenceLogging.Storage;
using Serilog;
using Serilog.Events;

namespace SequenceLogging.Samples.Tests;

public sealed class UpdateHandlerTests : IAsyncDisposable
{
    private static readonly User Eve = new(7, "eve", "en");

    private readonly TempFolder _folder = new();
    private readonly CollectingSink _events = new();
    private readonly ListeningOutbox _outbox = new();

    [Theory]
    [InlineData("pay:ton")]
    [InlineData("days:5")]
    [InlineData("channels:done")]
    [InlineData("channel:@somebody_elses")]
    [InlineData("lang:xx")]
    [InlineData("lang")]
    [InlineData(":")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("{StepName}:\u001b[2J")]
    public async Task AButtonThatDoesNotFitIsAnsweredAndMakesNoStep(string? data)
    {
        await using var sequences = Open();

        await Handler(sequences).HandleAsync(new Update(1, null, new CallbackQuery("9", Eve, data)), new Conversation());

        Assert.Equal(["That does not fit here. /start begins anew.", "answered 9"], _outbox.Said);
        Assert.DoesNotContain(_events.Events, e => e.Properties.ContainsKey("StepName") || e.Level >= LogEventLevel.Error);
    }

    [Fact]
    public async Task WhatGoesWrongIsFoundFromTheJourneyOfItsUser()
    {
        await using var sequences = Open();
        _outbox.Fails = true;

        await Handler(sequences).HandleAsync(Start(), new Conversation());

        var id = await sequences.GetUserSequenceIdAsync(Eve.Id, TestContext.Current.CancellationToken);
        var journey = await sequences.GetSequenceDetailsAsync(id!.Value, TestContext.Current.CancellationToken);
        Assert.Contains("Forbidden: bot was blocked", Assert.Single(journey!.Errors).Error);
    }

    [Fact]
    public async Task AStoreThatIsDownDoesNotTakeTheBotWithIt()
    {
        await using var sequences = SequenceLog.Open(o => o.Provider = new BrokenStore());
        Log.Logger = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sink(_events).CreateLogger();

        await Handler(sequences).HandleAsync(Press("lang:en"), new Conversation());

        Assert.Equal(["What shall we do?", "answered 9"], _outbox.Said);
        Assert.DoesNotContain(_events.Events, e => e.Level >= LogEventLevel.Warning);
        Assert.All(_events.Events, e => Assert.StartsWith("\"pending-", $"{e.Properties["SequenceId"]}", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return Log.CloseAndFlushAsync();
    }

    private static Update Start() =>
        new(1, new Message(1, Eve, new Chat(7, "eve"), 0, "/start", null, null, null), null);

    private static Update Press(string data) => new(1, null, new CallbackQuery("9", Eve, data));

    private SequenceLog Open()
    {
        var sequences = SequenceLog.Open(o => o.UseSqlite(_folder.File("sequences.db")));
        Log.Logger = new LoggerConfiguration()
            .Enrich.WithSequence().WriteTo.Sequences(sequences).WriteTo.Sink(_events).CreateLogger();
        return sequences;
    }

    private UpdateHandler Handler(SequenceLog sequences)
    {
        var payments = new TonPayments(new PretendTon(TimeProvider.System));
        return new UpdateHandler(sequences, new UserFlow(_outbox), new CreateAdFlow(_outbox, [payments]), _outbox);
    }

    private sealed class ListeningOutbox : IOutbox
    {
        public List<string> Said { get; } = [];

        public bool Fails { get; set; }

        public Task<Message> SendAsync(Letter letter, CancellationToken cancellationToken = default)
        {
            Said.Add(letter.Text);
            return Fails
                ? throw new InvalidOperationException("Forbidden: bot was blocked by the user")
                : Task.FromResult(new Message(1, null, new Chat(7, "eve"), 0, letter.Text, null, null, null));
        }

        public Task AnswerAsync(CallbackQuery query, CancellationToken cancellationToken = default)
        {
            Said.Add($"answered {query.Id}");
            return Task.CompletedTask;
        }
    }

    private sealed class BrokenStore : ISequenceStoreProvider, ISequenceStore
    {
        public string Name => "a broken store";

        public ISequenceReader Reader => throw new SequenceStoreException("It is broken.");

        public string GetKey(SequenceLogOptions options) => $"broken:{GetHashCode()}";

        public string? GetJournalPath(SequenceLogOptions options) => null;

        public ISequenceStore Open(SequenceLogOptions options) => this;

        public ISequenceReader OpenReader(SequenceLogOptions options) => Reader;

        public ValueTask<SequenceId> CreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) =>
            throw new SequenceStoreException("It is broken.");

        public ValueTask<SequenceId> FindOpenOrCreateAsync(NewSequence sequence, CancellationToken cancellationToken = default) =>
            throw new SequenceStoreException("It is broken.");

        public ValueTask<AppendResult> AppendAsync(RecordBatch batch, CancellationToken cancellationToken = default) =>
            throw new SequenceStoreException("It is broken.");

        public ValueTask<RecordOutcome?> RetryRejectedAsync(long id, CancellationToken cancellationToken = default) =>
            throw new SequenceStoreException("It is broken.");

        public ValueTask RecoverAsync(StoreErrorKind kind, CancellationToken cancellationToken = default) =>
            throw new SequenceStoreException("It is broken.");

        public ValueTask<IdBlock> LeaseIdsAsync(DateTimeOffset at, int count, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask ReturnIdsAsync(IdBlock rest, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<Pruning> PruneAsync(PruneQuery query, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<Erasure> EraseUserAsync(UserId user, CancellationToken cancellationToken = default) =>
            throw new SequenceStoreException("It is broken.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
