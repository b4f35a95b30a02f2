using System.Reflection;
using Microsoft.Extensions.Configuration;
using SequenceLogging.Settings;
using Serilog.Configuration;

namespace SequenceLogging.Sinks;

/// <summary>
/// Looks up the entry of <c>appsettings.json</c> that a sink comes from, for arguments that the sink does not have.
/// Serilog.Settings.Configuration hands over the whole configuration and does not tell which entry it is at, so one argument,
/// which names the store, tells: an entry of another store's sink is not looked at. Source that is compiled into each provider.
/// </summary>
internal static class SinkArguments
{
    /// <param name="configuration">All of it.</param>
    /// <param name="sink">The sink's method; its own signature is the one list of its arguments.</param>
    /// <param name="name">The argument that tells.</param>
    /// <param name="value">Its value in the entry that is looked for.</param>
    /// <param name="default">Its value where an entry does not name it.</param>
    /// <exception cref="ArgumentException">An argument is not known.</exception>
    public static void Check(IConfiguration configuration, MethodInfo sink, string name, string value, string? @default)
    {
        string[] names =
        [
            .. from parameter in sink.GetParameters()
               where parameter.ParameterType != typeof(LoggerSinkConfiguration) && parameter.ParameterType != typeof(IConfiguration)
               select parameter.Name!,
        ];
        var errors = Entries(configuration, sink.Name)
            .Select(entry => entry.GetSection("Args"))
            .Where(arguments => Environment.ExpandEnvironmentVariables(arguments[name] ?? @default ?? "") == value)
            .SelectMany(arguments => SettingNames.Unknown(arguments, names))
            .ToArray();
        if (errors.Length > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(configuration));
        }
    }

    /// <summary>All entries for the method, also those inside of other sinks, wherever the Serilog section is.</summary>
    private static IEnumerable<IConfigurationSection> Entries(IConfiguration configuration, string method, bool isInWriteTo = false)
    {
        foreach (var section in configuration.GetChildren())
        {
            var isBelow = isInWriteTo || section.Key.StartsWith("WriteTo", StringComparison.OrdinalIgnoreCase);
            if (isBelow && section["Name"] == method)
            {
                yield return section;
            }

            foreach (var entry in Entries(section, method, isBelow))
            {
                yield return entry;
            }
        }
    }
}
