using Microsoft.Playwright;

namespace SequenceLogging.Browser.Tests.Browsing;

/// <summary>
/// One Chromium for all tests, started when the first asks. Where there is none, tests are skipped and say why; where
/// <c>SEQLOG_REQUIRE_SERVERS=1</c>, they fail.
/// </summary>
internal static class SharedBrowser
{
    /// <summary>Names the program where it does not lie where Debian puts it.</summary>
    private const string Variable = "SEQLOG_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    public static Task<IBrowser> GetAsync()
    {
        if (Find() is null && Environment.GetEnvironmentVariable("SEQLOG_REQUIRE_SERVERS") != "1")
        {
            Assert.Skip($"There is no Chromium on PATH, and {Variable} names none. Debian's is the package chromium.");
        }

        return Started.Value;
    }

    /// <summary>Ends it with whatever it has open.</summary>
    public static async ValueTask StopAsync()
    {
        if (Started.IsValueCreated && Started.Value.IsCompletedSuccessfully)
        {
            await (await Started.Value).CloseAsync();
        }
    }

    private static async Task<IBrowser> StartAsync()
    {
        var program = Find() ?? throw new InvalidOperationException(
            $"There is no Chromium on PATH, and {Variable} names none, but SEQLOG_REQUIRE_SERVERS asks for it.");
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox"], // a container's root has none, and the pages are our own
            Timeout = 60_000,
        });
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return named;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return (from name in Names from folder in folders let path = Path.Combine(folder, name) where File.Exists(path) select path)
            .FirstOrDefault();
    }
}
