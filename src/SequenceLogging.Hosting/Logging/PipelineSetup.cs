using Serilog;

namespace SequenceLogging.Hosting.Logging;

/// <summary>What an application adds to the Serilog pipeline behind <c>ILogger</c>: console, file, Seq.</summary>
internal sealed record PipelineSetup(Action<LoggerConfiguration> Apply);
