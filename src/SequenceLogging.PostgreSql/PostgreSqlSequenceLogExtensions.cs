using SequenceLogging.PostgreSql;

// The core's namespace, so that o.UsePostgreSql(…) is there wherever the options are.
#pragma warning disable IDE0130
namespace SequenceLogging;
#pragma warning restore IDE0130

/// <summary>Keeps sequences in a PostgreSQL database.</summary>
public static class PostgreSqlSequenceLogExtensions
{
    /// <summary>
    /// Keeps sequences in a PostgreSQL database, in a schema of its own; its tables are made at the first use, where the role may.
    /// Any number of processes and machines may use it at once.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <param name="connectionString">
    /// As <c>Host=db;Database=app;Username=app</c>, in Npgsql's words, or <c>postgres://app@db/app</c>; default
    /// <see cref="SequenceLogOptions.Store"/>. The first name in <c>Search Path</c> is the schema; default <c>sequencelog</c>. Where it
    /// names several hosts, the primary among them is written to.
    /// </param>
    /// <param name="readConnectionString">
    /// Where questions are asked; default where the store is written. Of several hosts in it, a standby is asked rather than the
    /// primary, unless <c>Target Session Attributes</c> says otherwise. A standby is a moment behind: what was just logged may not
    /// be in its answers yet.
    /// </param>
    /// <param name="partitioning">Whether new tables have a partition for each month, where the server can.</param>
    public static SequenceLogOptions UsePostgreSql(
        this SequenceLogOptions options, string? connectionString = null, string? readConnectionString = null, bool partitioning = true)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Store = connectionString ?? options.Store;
        options.Provider = new PostgreSqlStoreProvider { ReadConnectionString = readConnectionString, Partitioning = partitioning };
        return options;
    }
}
