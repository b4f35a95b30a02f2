using System.Data.Common;
using Npgsql;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Connecting;

/// <summary>
/// What a connection string means, in Npgsql's words (<c>Host=db;Database=app</c>) or as a URI (<c>postgres://db/app</c>). It may
/// hold a password, so that no part of it is shown but host, port, database and schema.
/// </summary>
internal sealed class ConnectionText
{
    /// <summary>Where the tables are, unless the search path of the connection string says otherwise.</summary>
    public const string DefaultSchema = "sequencelog";

    private const int DefaultConnectTimeout = 10;
    private const int DefaultCommandTimeout = 30;
    private const int DefaultPoolSize = 10;

    /// <summary>How long a statement may wait for somebody else's lock, in seconds.</summary>
    private const int LockTimeout = 5;

    private readonly NpgsqlConnectionStringBuilder _settings;

    private ConnectionText(NpgsqlConnectionStringBuilder settings)
    {
        _settings = settings;
        SplitPort();
        var schema = settings.SearchPath?.Split(',')[0].Trim().Trim('"');
        Schema = string.IsNullOrEmpty(schema) ? DefaultSchema : schema;
        SetDefaults();
    }

    /// <summary>Where the tables are.</summary>
    public string Schema { get; }

    /// <summary>The schema as SQL says it.</summary>
    public string QuotedSchema => Quote(Schema);

    /// <summary>The user in whose name it connects; null where that is the user of the process.</summary>
    public string? User => _settings.Username;

    /// <summary>What people call the store.</summary>
    public string Name =>
        $"PostgreSQL {_settings.Host}{(_settings.Host!.Contains(',', StringComparison.Ordinal) ? "" : $":{_settings.Port}")}"
        + $"/{DatabaseName}{(Schema == DefaultSchema ? "" : $" schema {Schema}")}";

    /// <summary>The same for every way of writing it. Two users may not do the same things, so that they have two stores.</summary>
    public string Key => $"postgresql:{_settings.Host}:{_settings.Port}/{DatabaseName}?{Schema}#{_settings.Username}";

    private string? DatabaseName => _settings.Database ?? _settings.Username;

    /// <exception cref="SequenceStoreException">It is none; the message shows nothing of it but the word that is wrong.</exception>
    public static ConnectionText Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new SequenceStoreException(
                "No PostgreSQL server is named. Call UsePostgreSql(\"Host=db;Database=app;Username=app\"), or name it as "
                + "postgres://app@db/app.");
        }

        var settings = ConnectionUri.IsUri(text) ? ConnectionUri.Parse(text) : Read(text);
        return !string.IsNullOrWhiteSpace(settings.Host) ? new ConnectionText(settings) : throw new SequenceStoreException(
            "The PostgreSQL connection string names no host. Write Host=… in it, or postgres://host/database.");
    }

    /// <summary>An identifier as SQL says it.</summary>
    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Connections of one pool.</summary>
    /// <param name="isForQuestions">
    /// Whether a standby will do. Where several hosts are named and no target session attributes, a store takes the primary, and
    /// a reader a standby rather than that.
    /// </param>
    public NpgsqlDataSource CreateSource(bool isForQuestions)
    {
        var target = TargetOf(_settings.TargetSessionAttributes)
            ?? (isForQuestions ? TargetSessionAttributes.PreferStandby : TargetSessionAttributes.Primary);

        // 0 is no limit to Npgsql as to the server. The server gives up first, so that its answer is heard.
        var settings = new NpgsqlConnectionStringBuilder(_settings.ConnectionString)
        {
            TargetSessionAttributes = null,
            SearchPath = null,
            CommandTimeout = _settings.CommandTimeout == 0 ? 0 : _settings.CommandTimeout + 5,
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = Name };
        var commands = SessionSettings();
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(commands, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                using var command = new NpgsqlCommand(commands, connection);
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            });

        // One host is taken as it is: the servers of others may not know what a primary is.
        return settings.Host!.Contains(',', StringComparison.Ordinal) || _settings.TargetSessionAttributes is not null
            ? builder.BuildMultiHost().WithTargetSession(target)
            : builder.Build();
    }

    private static NpgsqlConnectionStringBuilder Read(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            // Npgsql says which word it does not know. Of a value it may say the value, and so it is not repeated.
            var word = new DbConnectionStringBuilder();
            throw new SequenceStoreException(
                "The PostgreSQL connection string cannot be read, and is not shown, since it may hold a password. "
                + $"{Complaint(word, text)}Write it as Host=db;Database=app;Username=app, or as postgres://app@db/app.");
        }
    }

    private static string Complaint(DbConnectionStringBuilder words, string text)
    {
        try
        {
            words.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return "It is not made of name=value pairs. ";
        }

        foreach (string word in words.Keys)
        {
            try
            {
                _ = new NpgsqlConnectionStringBuilder { [word] = words[word] };
            }
            catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
            {
                return $"The setting \"{word}\" is not known, or has a wrong value. ";
            }
        }

        return "";
    }

    private static TargetSessionAttributes? TargetOf(string? text) => text?.ToLowerInvariant() switch
    {
        null => null,
        "any" => TargetSessionAttributes.Any,
        "primary" => TargetSessionAttributes.Primary,
        "standby" => TargetSessionAttributes.Standby,
        "prefer-primary" => TargetSessionAttributes.PreferPrimary,
        "prefer-standby" => TargetSessionAttributes.PreferStandby,
        "read-write" => TargetSessionAttributes.ReadWrite,
        "read-only" => TargetSessionAttributes.ReadOnly,
        _ => throw new SequenceStoreException(
            $"Target Session Attributes is \"{text}\"; it must be any, primary, standby, prefer-primary, prefer-standby, read-write or read-only."),
    };

    /// <summary>One host may have its port beside it or apart; it is the same server.</summary>
    private void SplitPort()
    {
        var host = _settings.Host!;
        var colon = host.LastIndexOf(':');
        var hasPort = colon > 0 && !host.StartsWith('/') && !host.Contains(',', StringComparison.Ordinal)
            && (host[colon - 1] == ']' || host.IndexOf(':', StringComparison.Ordinal) == colon);
        if (hasPort && ushort.TryParse(host.AsSpan(colon + 1), out var port))
        {
            _settings.Host = host[..colon];
            _settings.Port = port;
        }
    }

    private void SetDefaults()
    {
        _ = TargetOf(_settings.TargetSessionAttributes);
        Default("Timeout", () => _settings.Timeout = DefaultConnectTimeout);
        Default("Command Timeout", () => _settings.CommandTimeout = DefaultCommandTimeout);
        Default("Maximum Pool Size", () => _settings.MaxPoolSize = Math.Max(DefaultPoolSize, _settings.MinPoolSize));
        Default("Keepalive", () => _settings.KeepAlive = 30);
        Default("Tcp Keepalive", () => _settings.TcpKeepAlive = true);
        Default("Max Auto Prepare", () => _settings.MaxAutoPrepare = 100);
        Default("Application Name", () => _settings.ApplicationName = "SequenceLogging");

        // The pool is the store's own, and what its connections were told at their start is to stay.
        _settings.NoResetOnClose = true;
        _settings.IncludeErrorDetail = false;
        _settings.PersistSecurityInfo = false;
        _settings.Enlist = false;

        void Default(string name, Action set)
        {
            if (!_settings.ShouldSerialize(name))
            {
                set();
            }
        }
    }

    /// <summary>What each connection is told at its start; the server keeps to it even when this process does not.</summary>
    private string SessionSettings()
    {
        var statement = _settings.CommandTimeout;
        return FormattableString.Invariant(
            $"""
             SET search_path = {QuotedSchema};
             SET statement_timeout = '{statement}s';
             SET lock_timeout = '{LockTimeout}s';
             SET idle_in_transaction_session_timeout = '{Math.Max(statement, DefaultCommandTimeout)}s';
             SET client_min_messages = 'warning'
             """);
    }
}
