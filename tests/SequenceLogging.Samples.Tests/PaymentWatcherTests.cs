using AdBot.Campaigns;
using AdBot.Flows;
using AdBot.Outbox;
using AdBot.Payments;
using AdBot.Publishing;
using SequenceLogging.Journeys;
using Serilog;

namespace SequenceLogging.Samples.Tests;

public sealed class PaymentWatcherTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CollectingSink _events = new();
    private readonly SequenceLog _sequences;
    private readonly Serilog.Core.Logger _logger;

    public PaymentWatcherTests()
    {
        _sequences = SequenceLog.Open(o => o.UseSqlite(_folder.File("sequences.db")));
        _logger = new LoggerConfiguration().Enrich.WithSequence().WriteTo.Sequences(_sequences).WriteTo.Sink(_events).CreateLogger();
        Log.Logger = _logger;
    }

    [Fact]
    public async Task APaymentThatIsNeverVerifiedFailsItsJourney()
    {
        var journey = await PayAsync(new ScriptedTon { Timeouts = int.MaxValue });

        Assert.Equal(SequenceStatus.Failed, journey.Status);
        Assert.Equal(3, journey.Steps.Count(s => s is { Status: StepStatus.Failed } && s.StepName == "Payment_Step_3_PaymentVerified"));
        Assert.DoesNotContain(journey.Steps, s => s.StepName.Flow == "Campaign");
    }

    [Fact]
    public async Task TooLittleMoneyStartsNoCampaign()
    {
        var journey = await PayAsync(new ScriptedTon { Paid = 10m });

        Assert.Equal(SequenceStatus.Failed, journey.Status);
        Assert.Contains("10 of 12.5 TON", journey.Steps[^1].Message);
        Assert.DoesNotContain(journey.Steps, s => s.StepName.Flow == "Campaign");
    }

    [Theory]
    [InlineData("TE0001")]
    [InlineData("")]
    [InlineData("{StepName} \u001b[2J")]
    public async Task MoneyThatNobodyWaitsForIsSaidAndTheNextIsFollowed(string comment)
    {
        var journey = await PayAsync(new ScriptedTon { Stray = new Transfer("ff", comment, 99m) });

        Assert.Contains(_events.Events, e => e.MessageTemplate.Text.StartsWith("Nobody waits for"));
        Assert.Equal("Campaign_Step_4_CampaignActive", journey.CurrentStep?.Value);
    }

    [Fact]
    public async Task TheSecondTransferOfAPaymentChangesNothing()
    {
        var journey = await PayAsync(new ScriptedTon { Stray = null, Times = 2 });

        Assert.Single(journey.Steps, s => s.StepName == "Payment_Step_2_PaymentDetected");
        Assert.Single(journey.Steps, s => s.StepName == "Campaign_Step_1_CreateCampaign");
    }

    public async ValueTask DisposeAsync()
    {
        await _logger.DisposeAsync();
        await _sequences.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>One user pays 12.5 TON on this network, and the watcher follows it to the end.</summary>
    private async Task<SequenceDetails> PayAsync(ScriptedTon ton)
    {
        var time = new HurriedTime();
        var outbox = new DryOutbox(time);
        var payments = new TonPayments(ton);
        var posts = new PostQueue();
        SequenceId id;
        using (var scope = _sequences.Begin(userId: 1))
        {
            id = scope.SequenceId;
            var content = new AdContent(87, "text", null, DateTimeOffset.UnixEpoch, null);
            payments.Process(new Payment("TE5768", "1", content, ["@i3lani"], 5, 12.5m));
        }

        var confirmation = new PaymentConfirmation(new CampaignFlow(posts, outbox), outbox);
        using var watcher = new PaymentWatcher(ton, payments, _sequences, confirmation, posts, outbox, time);
        await watcher.StartAsync(TestContext.Current.CancellationToken);
        await watcher.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return (await _sequences.GetSequenceDetailsAsync(id, TestContext.Current.CancellationToken))!;
    }

    /// <summary>Brings a stray transfer, if any, then the one that was requested.</summary>
    private sealed class ScriptedTon : ITonNetwork
    {
        private int _questions;
        private Transfer? _requested;

        public decimal? Paid { get; init; }

        public int Timeouts { get; init; }

        public int Times { get; init; } = 1;

        public Transfer? Stray { get; init; }

        public void Request(string comment, decimal amount) => _requested = new Transfer("aa", comment, Paid ?? amount);

        public async IAsyncEnumerable<Transfer> IncomingAsync(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (Stray is not null)
            {
                yield return Stray;
            }

            for (var i = 0; i < Times; i++)
            {
                yield return _requested!;
            }
        }

        public Task<int> ConfirmationsAsync(Transfer transfer, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _questions) <= Timeouts
                ? throw new TimeoutException("the node did not answer in time")
                : Task.FromResult(1);

        public void Close()
        {
        }
    }
}
