using Serilog;
using Serilog.Configuration;

namespace SequenceLogging.Hosting.Tests.Settings;

/// <summary>The sink of another store, found by Serilog.Settings.Configuration under the same name.</summary>
public static class OtherStoreSink
{
    public static LoggerConfiguration Sequences(
        this LoggerSinkConfiguration sinkConfiguration, string connectionString, int pool = 1) =>
        sinkConfiguration.Sink(connectionString.Length > pool ? new CollectingSink() : throw new InvalidOperationException());
}
