using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Serilog;

namespace SequenceLogging.Cli.Tests.Serving;

/// <summary>The dashboard of a store without an application, served by a process of its own.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private static readonly Dictionary<string, string> Usual = [];

    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private string Store => _folder.File("bot.db");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task TheStoreIsAnsweredFromAndNotWrittenTo()
    {
        var id = await LogAsync();
        var before = SHA256.HashData(await File.ReadAllBytesAsync(Store, Token));
        using var seqlog = SeqlogProcess.Start(Usual, "serve", "--store", Store, "--port", "0");
        var address = await AddressAsync(seqlog);

        using var page = await _http.GetAsync(address, Token);
        using var found = JsonDocument.Parse(await _http.GetStringAsync(new Uri(address, "api/v1/sequences"), Token));
        using var store = JsonDocument.Parse(await _http.GetStringAsync(new Uri(address, "api/v1/store"), Token));
        using var posted = await _http.PostAsync(new Uri(address, "api/v1/sequences"), null, Token);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Equal(id, found.RootElement[0].GetProperty("sequenceId").GetString());
        Assert.Equal(Store, store.RootElement.GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        Assert.Contains("ssh -L", await seqlog.ReadTalkAsync(), StringComparison.Ordinal);
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(Store, Token)));
    }

    [Fact]
    public async Task OnlyThisMachineReachesItWhateverTheEnvironmentSays()
    {
        await LogAsync();
        using var seqlog = SeqlogProcess.Start(
            new Dictionary<string, string>
            {
                ["ASPNETCORE_URLS"] = "http://*:0",
                ["DOTNET_URLS"] = "http://*:0",
                ["ASPNETCORE_HTTP_PORTS"] = "8080",
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
            },
            "serve", "--store", Store, "--port", FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture));
        var address = await AddressAsync(seqlog);

        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => l.Port == address.Port).ToList();

        Assert.NotEmpty(listeners);
        Assert.All(listeners, listener => Assert.True(IPAddress.IsLoopback(listener.Address), listener.ToString()));
        foreach (var own in listeners.Select(l => new Uri($"http://{l}/api/v1/statistics")))
        {
            Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(own, Token)).StatusCode);
        }
    }

    [Fact]
    public async Task APageOfAnotherSiteThatLeadsItsNameHereGetsNothing()
    {
        await LogAsync();
        using var seqlog = SeqlogProcess.Start(Usual, "serve", "--store", Store, "--port", "0");
        var address = await AddressAsync(seqlog);

        foreach (var path in (string[])["", "api/v1/sequences", "api/v1/statistics"])
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsync(path, "localhost"));
            Assert.Equal(HttpStatusCode.OK, await AskAsync(path, "127.0.0.1"));
            Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(path, "bot.example.org"));
            Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(path, "localhost.example.org"));
            Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(path, "127.0.0.1.example.org"));
        }

        async Task<HttpStatusCode> AskAsync(string path, string host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path)) { Headers = { Host = $"{host}:{address.Port}" } };
            using var answer = await _http.SendAsync(request, Token);
            var said = await answer.Content.ReadAsStringAsync(Token);
            Assert.True(answer.IsSuccessStatusCode || !said.Contains("SEQ-", StringComparison.Ordinal), said);
            return answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task ASignalEndsItInOrderWhoeverIsConnected(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        await LogAsync();
        using var seqlog = SeqlogProcess.Start(Usual, "serve", "--store", Store, "--port", "0");
        var address = await AddressAsync(seqlog);
        using var live = await _http.GetAsync(new Uri(address, "api/v1/live"), HttpCompletionOption.ResponseHeadersRead, Token);
        var stream = live.Content.ReadAsStringAsync(Token);
        using var idle = new TcpClient();
        await idle.ConnectAsync(IPAddress.Loopback, address.Port, Token);
        await idle.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\n"u8.ToArray(), Token); // a request that never ends

        var (code, took) = await seqlog.EndAsync(signal);

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("event: ready", await stream, StringComparison.Ordinal);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Contains("until Ctrl-C", await seqlog.ReadTalkAsync(), StringComparison.Ordinal);
        Assert.Null(await seqlog.ReadTalkAsync());
        Assert.Null(await seqlog.ReadLineAsync());
    }

    [Fact]
    public async Task NobodyElseWaitsForTheWebServerToBeLoaded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is read from /proc.");
        await LogAsync();
        using var serve = SeqlogProcess.Start(Usual, "serve", "--store", Store, "--port", "0");
        await AddressAsync(serve);
        using var tail = SeqlogProcess.Start(Usual, "tail", "--since-start", "--store", Store);
        Assert.Contains("User_Flow_1_Start", await tail.ReadLineAsync(), StringComparison.Ordinal);

        Assert.True(serve.HasWebServer());
        Assert.False(tail.HasWebServer());
    }

    [Fact]
    public async Task APortThatIsTakenIsNamedWithTheWayOut()
    {
        await LogAsync();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var seqlog = new Seqlog().OnSqlite();

        Assert.Equal(ExitCode.Failure, await seqlog.RunAsync("serve", "--store", Store, "--port", $"{port}"));

        Assert.Empty(seqlog.Out);
        Assert.StartsWith($"seqlog: port {port} is taken by another program. Name a free one: seqlog serve --port ", seqlog.Error, StringComparison.Ordinal);
        Assert.Equal(1, seqlog.Error.Count(c => c == '\n'));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("there is none here.")]
    public async Task TheBrowserIsOpenedWhereThereIsOne(string? whyNot)
    {
        await LogAsync();
        using var ctrlC = new CancellationTokenSource();
        Uri? opened = null;
        var seqlog = new Seqlog().OnSqlite();
        seqlog.Around = seqlog.Around with
        {
            OpenBrowser = address =>
            {
                opened = address;
                ctrlC.Cancel();
                return whyNot;
            },
        };

        Assert.Equal(ExitCode.Ok, await seqlog.RunAsync(["serve", "--store", Store, "--port", "0", "--open"], ctrlC.Token));

        Assert.Equal($"{opened}\n", seqlog.Out);
        Assert.Equal(whyNot is not null, seqlog.Error.Contains($"there is none here. Open {opened} yourself.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--port", "65536")]
    [InlineData("--port", "-1")]
    [InlineData("--port", "http")]
    [InlineData("--json")]
    public async Task WhatMakesNoSenseIsRefused(params string[] arguments)
    {
        var seqlog = new Seqlog();

        Assert.Equal(ExitCode.Usage, await seqlog.RunAsync(["serve", .. arguments]));
        Assert.Empty(seqlog.Out);
    }

    private async Task<string> LogAsync()
    {
        await using var sequences = SequenceLog.Open(o => o.UseSqlite(Store));
        await using var logger = new LoggerConfiguration().WriteTo.Sequences(sequences).CreateLogger();
        using var scope = sequences.Begin(566158428, "ann", "en");
        logger.Information("{StepName}", "User_Flow_1_Start");
        return scope.SequenceId.ToString();
    }

    private static async Task<Uri> AddressAsync(SeqlogProcess seqlog) =>
        new(await seqlog.ReadLineAsync() ?? throw new InvalidOperationException("It ended: " + await seqlog.ReadTalkAsync()));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
