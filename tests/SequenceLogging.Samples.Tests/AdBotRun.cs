using AdBot;

namespace SequenceLogging.Samples.Tests;

/// <summary>One run of the bot's own Main, in this process, with a folder of its own.</summary>
internal sealed class AdBotRun
{
    private static readonly string[] Variables =
        ["SEQLOG_STORE", "TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "SEQ_URL", "SEQ_API_KEY", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    public required int ExitCode { get; init; }

    public required string Output { get; init; }

    public required string Errors { get; init; }

    public static async Task<AdBotRun> StartAsync(
        IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        foreach (var name in Variables)
        {
            Environment.SetEnvironmentVariable(name, environment.GetValueOrDefault(name));
        }

        using var output = new StringWriter();
        using var errors = new StringWriter();
        var (stdout, stderr) = (Console.Out, Console.Error);
        Console.SetOut(TextWriter.Synchronized(output));
        Console.SetError(TextWriter.Synchronized(errors));
        try
        {
            var main = typeof(BotSettings).Assembly.EntryPoint!;
            var exitCode = await Task.Run(() => (int)main.Invoke(null, [args])!).WaitAsync(TimeSpan.FromSeconds(60));
            return new AdBotRun { ExitCode = exitCode, Output = output.ToString(), Errors = errors.ToString() };
        }
        finally
        {
            Console.SetOut(stdout);
            Console.SetError(stderr);
        }
    }

    public static Task<AdBotRun> StartAsync(params string[] args) => StartAsync(new Dictionary<string, string>(), args);
}
