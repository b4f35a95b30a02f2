using System.Diagnostics.CodeAnalysis;
using SequenceLogging.Seq.Pushing;
using SequenceLogging.Seq.Tests.Loopback;
using SequenceLogging.Storage;

namespace SequenceLogging.Seq.Tests.Pushing;

/// <summary>A store, a server and the state between them.</summary>
internal sealed class PushRun : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    public PushRun(bool isSqlite = false)
    {
        Store = new PushedStore(isSqlite ? _folder.File("store.db") : null);
        Options = new SeqPushOptions
        {
            StatePath = _folder.File("store.db.seq"),
            TimeProvider = Time,
            RequestTimeout = TimeSpan.FromMinutes(10),
            BatchEvents = 20,
        };
    }

    public PushedStore Store { get; }

    public IngestionServer Server { get; init; } = new();

    public RestlessTime Time { get; } = new(DateTimeOffset.UtcNow);

    public SeqPushOptions Options { get; set; }

    public string? ApiKey { get; set; } = IngestionServer.Key;

    /// <summary>Looks at what is read of the store.</summary>
    public Func<ISequenceReader, ISequenceReader> Watch { get; set; } = reader => reader;

    /// <summary>In place of a connection to the server.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The push disposes of what it connected.")]
    public Func<HttpMessageInvoker> Connect { get; set; } = () => new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false });

    public Task<SeqPushResult> PushAsync(CancellationToken cancellationToken = default) =>
        new SeqPush(new SeqServer(Server.Url, ApiKey), Options, Connect, () => 0).RunAsync(Watch(Store.Reader), cancellationToken);

    public async Task<SeqException> FailAsync() => await Assert.ThrowsAsync<SeqException>(() => PushAsync());

    /// <summary>What Seq should have and has not.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync() => [.. (await Store.ExpectedAsync()).Except(Server.Events.Keys)];

    /// <summary>Everything is there, and nothing came twice.</summary>
    public async Task MustBeThereOnceAsync()
    {
        Assert.Equal((await Store.ExpectedAsync()).Order(), Server.Events.Keys.Order());
        Assert.Empty(Server.Repeated);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Server.Dispose();
        _folder.Dispose();
    }
}
