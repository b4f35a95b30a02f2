using System.Diagnostics.CodeAnalysis;
using System.Net;
using SequenceLogging.Seq.Tests.Loopback;

namespace SequenceLogging.Seq.Tests.Pushing;

public sealed class ServerTroubleTests : IAsyncDisposable
{
    private readonly PushRun _run = new();

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task AServerThatIsBusyIsAskedAgainEachTimeLater()
    {
        await _run.Store.LogAsync(journeys: 3);
        _run.Server.Then(new HttpReply(503), new HttpReply(500), new HttpReply(429), HttpReply.HangUp);

        await _run.PushAsync();

        await _run.MustBeThereOnceAsync();
        Assert.Equal([1, 2, 4, 8], _run.Time.Rests.Select(r => r.TotalSeconds));
    }

    [Fact]
    public async Task WhatTheServerAsksForIsRespected()
    {
        await _run.Store.LogAsync(journeys: 1);
        _run.Server.Then(new HttpReply(429, "", ("Retry-After", "17")));

        await _run.PushAsync();

        Assert.Equal([17], _run.Time.Rests.Select(r => r.TotalSeconds));
    }

    [Fact]
    public async Task ABrokenConnectionBehindAnAcceptedRequestCostsNoEvent()
    {
        await _run.Store.LogAsync(journeys: 10);
        _run.Server.ThenTakeAndHangUp();

        await _run.PushAsync();

        Assert.Empty(await _run.MissingAsync());
        Assert.Equal(_run.Options.BatchEvents, _run.Server.Repeated.Count); // the same ids came again, and no others
    }

    [Fact]
    public async Task AServerThatDoesNotComeBackEndsThePushWhichGoesOnLater()
    {
        await _run.Store.LogAsync(journeys: 10);
        _run.Options = _run.Options with { RetryFor = TimeSpan.FromSeconds(20) };
        _run.Server.Then(_ => null);
        for (var i = 0; i < 5; i++)
        {
            _run.Server.Then(new HttpReply(503));
        }

        var error = await _run.FailAsync();
        Assert.Equal(SeqFailure.Unavailable, error.Failure);
        Assert.Equal(20, _run.Server.Events.Count);
        _run.Server.Then([.. Enumerable.Repeat(new HttpReply(500), 3)]);
        await _run.PushAsync();

        await _run.MustBeThereOnceAsync();
    }

    [Fact]
    public async Task AnAnswerThatDoesNotComeIsNotWaitedForForEver()
    {
        await _run.Store.LogAsync(journeys: 1);
        _run.Server.Then(HttpReply.Silence);
        _run.Options = _run.Options with { TimeProvider = TimeProvider.System, RequestTimeout = TimeSpan.FromSeconds(2) };

        await _run.PushAsync();

        await _run.MustBeThereOnceAsync();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task AKeyThatIsRefusedEndsThePushAtOnceAndIsNotShown(int status)
    {
        await _run.Store.LogAsync(journeys: 10);
        _run.Server.Then(_ => null).Then(new HttpReply(status, $$"""{"Error":"The key {{IngestionServer.Key}} may not."}"""));

        var error = await _run.FailAsync();

        Assert.Equal(SeqFailure.NotAllowed, error.Failure);
        Assert.Contains("permission Ingest", error.Message, StringComparison.Ordinal);
        Assert.Contains("The key *** may not.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(IngestionServer.Key, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, _run.Server.Requests);
        await _run.PushAsync();
        await _run.MustBeThereOnceAsync();
    }

    [Fact]
    public async Task WithoutAKeyTheServersWishForOneIsSaid()
    {
        await _run.Store.LogAsync(journeys: 1);
        _run.ApiKey = null;

        var error = await _run.FailAsync();

        Assert.Contains("SEQ_API_KEY", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "no Seq, but a page")]
    [InlineData(204, "")]
    [InlineData(302, "")]
    [InlineData(418, "a teapot")]
    public async Task AnAnswerThatIsNotSeqsIsNoAcknowledgement(int status, string body)
    {
        await _run.Store.LogAsync(journeys: 1);
        _run.Server.Then(new HttpReply(status, body, ("Location", "https://elsewhere.example.com/")));

        var error = await _run.FailAsync();

        Assert.Equal(SeqFailure.NoSeq, error.Failure);
        Assert.Contains(status.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        await _run.PushAsync();
        await _run.MustBeThereOnceAsync();
    }

    [Fact]
    public async Task WhereThereIsNoSeqAtAllThatIsSaid()
    {
        await _run.Store.LogAsync(journeys: 1);
        _run.Server.Then(new HttpReply(404), new HttpReply(404));

        Assert.Equal(SeqFailure.NoSeq, (await _run.FailAsync()).Failure);
    }

    [Fact]
    public async Task CtrlCLetsTheRequestUnderWayEndAndTheNextPushGoesOn()
    {
        await _run.Store.LogAsync(journeys: 30);
        using var ctrlC = new CancellationTokenSource();
        _run.Server.Then(_ => null).Then(_ =>
        {
            ctrlC.Cancel();
            return null;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _run.PushAsync(ctrlC.Token));
        Assert.Equal(40, _run.Server.Events.Count);
        await _run.PushAsync();

        await _run.MustBeThereOnceAsync();
    }

    /// <summary>What the other tests lean on: an event that was noted as there, and is not, is seen to be missing.</summary>
    [Fact]
    public async Task EventsThatWereNotedBeforeTheServerHadThemAreNoticed()
    {
        await _run.Store.LogAsync(journeys: 10);
        var posts = 0;
        _run.Connect = Lies;

        await _run.PushAsync();

        Assert.Equal(20, (await _run.MissingAsync()).Count);

        [SuppressMessage("Reliability", "CA2000", Justification = "The push disposes of what it connected.")]
        HttpMessageInvoker Lies() => new(new LyingHandler(() => posts++ == 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task WhateverHappensOnTheWayEverythingArrives(int seed)
    {
        var random = new Random(seed);
        await _run.Store.LogAsync(journeys: 60);
        _run.Options = _run.Options with { RetryFor = TimeSpan.FromSeconds(3) };
        var breaks = 0;
        for (var runs = 0; ; runs++)
        {
            Assert.InRange(runs, 0, 200);
            for (var i = 0; i < 5; i++)
            {
                breaks += Script(random.Next(9));
            }

            try
            {
                await _run.PushAsync();
                break;
            }
            catch (SeqException)
            {
                // and once more
            }
        }

        await _run.PushAsync();
        Assert.Empty(await _run.MissingAsync());
        Assert.InRange(_run.Server.Repeated.Values.Sum(), 0, breaks * _run.Options.BatchEvents);
    }

    private int Script(int what)
    {
        switch (what)
        {
            case 0:
                _run.Server.ThenTakeAndHangUp();
                return 1;
            case 1:
                _run.Server.Then(HttpReply.HangUp);
                return 0;
            case 2:
                _run.Server.Then(new HttpReply(401));
                return 0;
            case 3:
                _run.Server.Then(new HttpReply(413));
                return 0;
            case 4:
                _run.Server.Then(new HttpReply(429, "", ("Retry-After", "2")));
                return 0;
            case 5:
                _run.Server.Then(new HttpReply(503));
                return 0;
            default:
                _run.Server.Then(_ => null);
                return 0;
        }
    }

    /// <summary>Somebody between here and the server who says that all is well, and passes nothing on.</summary>
    private sealed class LyingHandler(Func<bool> lies) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            lies() ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.Created)) : base.SendAsync(request, cancellationToken);
    }
}
