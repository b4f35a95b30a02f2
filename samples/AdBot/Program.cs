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
    Log.Logger = new LoggerConfiguration()
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
        .WriteTo.SeqWhenConfigured(settings)
        .CreateLogger();

    var builder = Host.CreateApplicationBuilder();
    builder.Logging.ClearProviders().AddSerilog();
    builder.Services.AddAdBot(settings, sequences);
    using var host = builder.Build();
    await host.RunAsync();

    if (settings.IsRecorded)
    {
        await RunSummary.WriteAsync(sequences, settings.Store, Console.Out);
    }

    return host.HasFailed() ? 1 : 0;
}
catch (Exception e) when (e is SequenceStoreException or InvalidDataException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
finally
{
    await Log.CloseAndFlushAsync();
}
