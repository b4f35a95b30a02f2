using AdBot;
using AdBot.Summary;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SequenceLogging;
using SequenceLogging.Storage;
using Serilog;
using Serilog.Events;

if (!BotSettings.TryRead(args, Environment.GetEnvironmentVariable, out var settings, out var problem))
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

try
{
    await using var sequences = SequenceLog.Open(o => o.UseSqlite(settings.Store));
    await using var logger = new LoggerConfiguration()
        .MinimumLevel.Debug()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .Enrich.WithSequence()          // SequenceId on every event that is logged inside a scope
        .WriteTo.Sequences(sequences)   // StepName and LinkComponent become rows that can be asked
        .WriteTo.Console(
            restrictedToMinimumLevel: LogEventLevel.Information,
            outputTemplate: "[{Timestamp:HH:mm:ss} {SequenceId,-17}] {Message:lj}{NewLine}")
        .WriteTo.File(
            Path.Combine(settings.Logs, "adbot-.log"),
            rollingInterval: RollingInterval.Day,
            outputTemplate: "{Timestamp:O} {Level:u3} {SequenceId,-17} {Message:lj}{NewLine}{Exception}")
        .WriteToSeqWhenConfigured(settings)
        .CreateLogger();
    Log.Logger = logger; // Closed before the sequences are: what it still has goes there.

    var builder = Host.CreateApplicationBuilder();
    builder.Logging.ClearProviders().AddSerilog();
    builder.Services.AddAdBot(settings, sequences);
    using var host = builder.Build();
    Log.Information(
        "AdBot {BotMode}; its journeys are in {Store}",
        settings.IsRecorded
            ? $"plays {Path.GetFileName(settings.Recording)}"
            : "serves Telegram, where every TON payment is pretended to arrive",
        sequences.StoreName);

    // One event sums up each journey that ends, and one tells of each that is stuck.
    bool allWell;
    await using (sequences.WriteSummariesTo(logger))
    {
        allWell = await host.RunToEndAsync();
    }

    if (settings.IsRecorded)
    {
        await RunSummary.WriteAsync(sequences, settings.Store, Console.Out);
    }

    return allWell ? 0 : 1;
}
catch (Exception e) when (e is SequenceStoreException or InvalidDataException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
