using Microsoft.Extensions.Configuration;
using SequenceLogging.Settings;
using Serilog;
using Serilog.Configuration;

namespace SequenceLogging.Sqlite.Settings;

/// <summary>
/// Looks up the entry of <c>appsettings.json</c> that a sink comes from, for arguments that the sink does not have.
/// Serilog.Settings.Configuration hands over the whole configuration and does not tell which entry it is at, so the path
/// tells: an entry of another store's sink is not looked at.
/// </summary>
internal static class SinkArguments
{
    private const string Method = nameof(SqliteLoggerConfigurationExtensions.Sequences);

    // The sink's own signature is the one list of its arguments.
    private static readonly string[] Names =
    [
        .. from parameter in typeof(SqliteLoggerConfigurationExtensions).GetMethod(Method)!.GetParameters()
           where parameter.ParameterType != typeof(LoggerSinkConfiguration) && parameter.ParameterType != typeof(IConfiguration)
           select parameter.Name!,
    ];

    /// <exception cref="ArgumentException">An argument is not known.</exception>
    public static void Check(IConfiguration configuration, string path)
    {
        var errors = Entries(configuration)
            .Select(entry => entry.GetSection("Args"))
            .Where(arguments => PathOf(arguments) == path)
            .SelectMany(arguments => SettingNames.Unknown(arguments, Names))
            .ToArray();
        if (errors.Length > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(configuration));
        }
    }

    /// <summary>All entries for the method, also those inside of other sinks, wherever the Serilog section is.</summary>
    private static IEnumerable<IConfigurationSection> Entries(IConfiguration configuration, bool isInWriteTo = false)
    {
        foreach (var section in configuration.GetChildren())
        {
            var isBelow = isInWriteTo || section.Key.StartsWith("WriteTo", StringComparison.OrdinalIgnoreCase);
            if (isBelow && section["Name"] == Method)
            {
                yield return section;
            }

            foreach (var entry in Entries(section, isBelow))
            {
                yield return entry;
            }
        }
    }

    private static string PathOf(IConfigurationSection arguments) =>
        Environment.ExpandEnvironmentVariables(arguments["path"] ?? SqliteSequenceLogExtensions.DefaultPath);
}
