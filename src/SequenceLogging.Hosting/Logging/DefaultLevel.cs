using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SequenceLogging.Hosting.Logging;

/// <summary>
/// Information and above for our provider, as the first rule: a rule for a provider counts before all general ones, and a
/// later rule for the same provider before an earlier one. So only settings that name the provider change it.
/// </summary>
internal sealed class DefaultLevel : IPostConfigureOptions<LoggerFilterOptions>
{
    public void PostConfigure(string? name, LoggerFilterOptions options) =>
        options.Rules.Insert(
            0, new LoggerFilterRule(typeof(SequenceLoggerProvider).FullName, null, LogLevel.Information, null));
}
