using System.Net.Sockets;
using Npgsql;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Connecting;

/// <summary>What the server's errors mean to whoever writes or asks: the one table of it.</summary>
internal static class ServerErrors
{
    private const string IdleInTransactionSessionTimeout = "25P03";

    /// <summary>Whether it comes from the server, or from the way to it.</summary>
    public static bool IsOfServer(Exception e) => e is NpgsqlException or SocketException or IOException or TimeoutException;

    /// <summary>
    /// Whether the transaction only met another one, and may go well at the next try. A row that is there already was written by
    /// somebody else in the moment between looking and writing.
    /// </summary>
    public static bool IsConflict(Exception e) =>
        e is PostgresException
        {
            SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation
        };

    /// <summary>Whether the connection is of no use any more: the server went, or the way to it.</summary>
    public static bool IsBroken(Exception e) => KindOf(e) is StoreErrorKind.Unavailable && e.InnerException is not TimeoutException;

    /// <summary>The failure in the words of the contract. The server's details are left out: they quote rows.</summary>
    public static SequenceStoreException Translate(Exception e, string store) =>
        new($"{store}: {TextOf(e)}{AdviceFor(e)}", e) { Kind = KindOf(e) };

    public static StoreErrorKind KindOf(Exception e) => e is not PostgresException failure ? StoreErrorKind.Unavailable : failure.SqlState switch
    {
        PostgresErrorCodes.DiskFull => StoreErrorKind.Full,
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.OutOfMemory => StoreErrorKind.Busy,
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InsufficientPrivilege => StoreErrorKind.ReadOnly,
        PostgresErrorCodes.IoError => StoreErrorKind.InputOutput,
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => StoreErrorKind.Corrupt,
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName => StoreErrorKind.Schema,

        // Also when a connection was idle in a transaction for too long: it is another connection that is needed.
        IdleInTransactionSessionTimeout => StoreErrorKind.Unavailable,
        PostgresErrorCodes.InvalidCatalogName => StoreErrorKind.Unavailable,
        ['2', '2', ..] or ['2', '3', ..] or ['5', '4', ..] => StoreErrorKind.BadData,
        ['0', '8', ..] or ['5', '7', 'P', ..] or ['2', '8', ..] or ['5', '3', ..] => StoreErrorKind.Unavailable,
        _ => StoreErrorKind.Bug,
    };

    private static string TextOf(Exception e) => e switch
    {
        PostgresException failure => $"{failure.MessageText} ({failure.SqlState}).",
        { InnerException: { } cause } => $"{e.Message.TrimEnd('.')}: {cause.Message.TrimEnd('.')}.",
        _ => $"{e.Message.TrimEnd('.')}.",
    };

    private static string AdviceFor(Exception e) => (e as PostgresException)?.SqlState switch
    {
        PostgresErrorCodes.InsufficientPrivilege =>
            " The owner of the tables can give what is missing: GRANT USAGE ON SCHEMA, and SELECT, INSERT, UPDATE, DELETE ON ALL TABLES "
            + "IN SCHEMA; or let PostgreSqlSchema.EnsureAsync(connectionString, applicationRole) do it.",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            " This server takes no writing: it is a standby. Name the primary, or all servers with Target Session Attributes=primary.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName =>
            " The tables of the store are not there; PostgreSqlSchema.EnsureAsync makes them.",
        PostgresErrorCodes.InvalidCatalogName => " Create the database, or name another one.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            " Look at the user name and the password of the connection string, and at pg_hba.conf of the server.",
        PostgresErrorCodes.TooManyConnections => " Raise max_connections, or lower Maximum Pool Size of the connection string.",
        PostgresErrorCodes.DiskFull => " Make room on the server's disk; what waits is written then.",
        _ => "",
    };
}
