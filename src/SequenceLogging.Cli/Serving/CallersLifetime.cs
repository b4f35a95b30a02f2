using Microsoft.Extensions.Hosting;

namespace SequenceLogging.Cli.Serving;

/// <summary>The web server ends when its caller says so; signals are this program's own to hear.</summary>
internal sealed class CallersLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
