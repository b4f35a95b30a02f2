using Npgsql;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Connecting;

/// <summary>
/// Reads <c>postgres://user:password@host:5432,other:5432/database?name=value</c>, as PostgreSQL's own tools write it. Each part
/// may be percent-encoded; a host that begins with a slash is the folder of a socket. Errors name the part and not its value.
/// </summary>
internal static class ConnectionUri
{
    private const int DefaultPort = 5432;

    /// <summary>What PostgreSQL's tools call a setting, and what Npgsql does.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["target_session_attrs"] = "Target Session Attributes",
        ["search_path"] = "Search Path",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["channel_binding"] = "Channel Binding",
        ["krbsrvname"] = "Kerberos Service Name",
    };

    public static bool IsUri(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    public static NpgsqlConnectionStringBuilder Parse(string uri)
    {
        var settings = new NpgsqlConnectionStringBuilder();
        var rest = uri[(uri.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var (beforeQuery, query) = Cut(rest, '?');
        var (authority, database) = Cut(beforeQuery, '/');
        if (IsCutInPassword(authority, database, query))
        {
            throw new SequenceStoreException(
                "The PostgreSQL URI cannot be read, and is not shown, since it may hold a password. In user names and passwords write / as "
                + "%2F, ? as %3F and @ as %40.");
        }

        if (authority.LastIndexOf('@') is var at and >= 0)
        {
            var (user, password) = Cut(authority[..at], ':');
            Set(settings, "Username", user);
            Set(settings, "Password", password);
            authority = authority[(at + 1)..];
        }

        Set(settings, "Host", Hosts(authority));
        Set(settings, "Database", database);
        foreach (var pair in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(pair, '=');
            Set(settings, Names.GetValueOrDefault(name, name), value ?? "");
        }

        return settings;
    }

    /// <summary>
    /// Npgsql takes the port of each host beside it, but none beside a socket's folder: there it is a setting of its own.
    /// </summary>
    private static string Hosts(string authority) => string.Join(
        ',', authority.Split(',').Select(host => host.StartsWith('[') && host.EndsWith(']') ? $"{host}:{DefaultPort}" : host));

    /// <summary>
    /// A / or ? in a password ends what stands before the hosts too early. What is left of it would be taken for names, which
    /// messages show.
    /// </summary>
    private static bool IsCutInPassword(string authority, string? database, string? query) =>
        database?.Contains('@', StringComparison.Ordinal) is true
        || (query ?? "").Split('&').Any(pair => Cut(pair, '=').Before.Contains('@', StringComparison.Ordinal))
        || (query?.Contains('@', StringComparison.Ordinal) is true && !authority.Contains('@', StringComparison.Ordinal)
            && !authority.Split(',').All(HasPort));

    private static bool HasPort(string host) =>
        host.LastIndexOf(':') is var colon && (colon < 0 || host.EndsWith(']') || host[(colon + 1)..].All(char.IsAsciiDigit));

    private static void Set(NpgsqlConnectionStringBuilder settings, string name, string? encoded)
    {
        if (string.IsNullOrEmpty(encoded))
        {
            return;
        }

        try
        {
            var value = Uri.UnescapeDataString(encoded);
            if (name == "Host" && value.StartsWith('/') && value.LastIndexOf(':') is var colon and > 0)
            {
                settings["Port"] = value[(colon + 1)..];
                value = value[..colon];
            }

            // PostgreSQL's tools write words of several parts with hyphens; Npgsql reads them without.
            settings[name] = name == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            throw new SequenceStoreException(
                $"The PostgreSQL URI cannot be read: \"{name}\" is not known, or has a wrong value, which is not shown.");
        }
    }

    private static (string Before, string? After) Cut(string text, char separator)
    {
        var index = text.IndexOf(separator, StringComparison.Ordinal);
        return index < 0 ? (text, null) : (text[..index], text[(index + 1)..]);
    }
}
