using AdBot;
using SequenceLogging;
using SequenceLogging.Storage;
using Serilog;
using Serilog.Events;
using WebBot;

if (!WebBotSettings.TryRead(args, Environment.GetEnvironmentVariable, out var settings, out var problem))
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

try
{
    await using var sequences = SequenceLog.Open(o => o.UseSqlite(settings.Bot.Store));
    await using var logger = new LoggerConfiguration()
        .MinimumLevel.Debug()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
        .Enrich.WithSequence()          // SequenceId on every event that is logged inside a scope
        .WriteTo.Sequences(sequences)   // StepName and LinkComponent become rows that can be asked
        .WriteTo.Console(
            restrictedToMinimumLevel: settings.IsDemo ? LogEventLevel.Fatal : LogEventLevel.Information,
            outputTemplate: "[{Timestamp:HH:mm:ss} {SequenceId,-17}] {Message:lj}{NewLine}")
        .WriteTo.File(
            Path.Combine(settings.Bot.Logs, "webbot-.log"),
            rollingInterval: RollingInterval.Day,
            outputTemplate: "{Timestamp:O} {Level:u3} {SequenceId,-17} {Message:lj}{NewLine}{Exception}")
        .WriteToSeqWhenConfigured(settings.Bot)
        .CreateLogger();
    Log.Logger = logger; // Closed before the sequences are: what it still has goes there.

    await using var app = WebBotServices.Build(settings, sequences);
    app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(
        settings.IsDemo
            ? $"Made-up users come in; their journeys are in {sequences.StoreName}.\nOpen {WebBotServices.DashboardOf(app)} and end it with Ctrl+C."
            : $"The webhook is open; the journeys are in {sequences.StoreName}. {WebBotServices.DashboardOf(app)} shows them to this machine "
                + "in Development, and elsewhere says how to open it."));

    // One event sums up each journey that ends, and one tells of each that is stuck.
    await using (sequences.WriteSummariesTo(logger))
    {
        return await app.RunToEndAsync() ? 0 : 1;
    }
}
catch (Exception e) when (e is SequenceStoreException or IOException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
