using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Schema;

namespace SequenceLogging.PostgreSql;

/// <summary>
/// Prepares a store in a database, for owners: the role of the application need not be allowed to make tables then. Where it is
/// allowed, there is no need to call this.
/// </summary>
public static class PostgreSqlSchema
{
    /// <summary>
    /// Makes the schema and its tables where they are missing, brings them up to date where they are older, and makes the
    /// partitions of the months to come. Any number of processes may do it at once: one does it, which may take an hour, and the
    /// others wait for it, each for a minute. The time-outs of the connection string are not asked.
    /// </summary>
    /// <param name="connectionString">
    /// As <c>Host=db;Database=app;Username=owner</c> or <c>postgres://owner@db/app</c>. The first name in <c>Search Path</c> is the
    /// schema; default <c>sequencelog</c>.
    /// </param>
    /// <param name="applicationRole">A role that gets what an application needs, and no more; null: nothing is granted.</param>
    /// <param name="partitioning">Whether new tables have a partition for each month, where the server can.</param>
    /// <param name="monthsAhead">For how many months to make partitions, beyond this one; from 0 to 120.</param>
    /// <param name="timeProvider">Says which month it is; default the system's clock.</param>
    /// <param name="cancellationToken">Gives up; what was begun is undone.</param>
    /// <exception cref="SequenceLogging.Storage.SequenceStoreException">
    /// The server cannot be reached, the role may not do it, or the tables are of a newer version.
    /// </exception>
    public static async Task EnsureAsync(
        string connectionString,
        string? applicationRole = null,
        bool partitioning = true,
        int monthsAhead = 2,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(monthsAhead);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(monthsAhead, 120);
        var time = timeProvider ?? TimeProvider.System;
        var database = new Database(ConnectionText.Parse(connectionString), time, isForQuestions: false);
        await using var _ = database.ConfigureAwait(false);
        await StoreSchema.EnsureAsync(database, partitioning, cancellationToken).ConfigureAwait(false);
        await new MonthPartitions(database, time).MakeAsync(time.GetUtcNow(), monthsAhead, cancellationToken).ConfigureAwait(false);
        if (applicationRole is not null)
        {
            await database.RunAsync((work, token) => GrantAsync(work, database.Text, applicationRole, token), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private static async Task GrantAsync(Work work, ConnectionText text, string role, CancellationToken cancellationToken)
    {
        var (schema, grantee) = (text.QuotedSchema, ConnectionText.Quote(role));
        using var grant = work.Statements()
            .Add(Work.Begin)
            .Add($"GRANT USAGE ON SCHEMA {schema} TO {grantee}")
            .Add($"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {grantee}")
            .Add($"REVOKE INSERT, UPDATE, DELETE ON store_version FROM {grantee}");
        await work.CommitAsync(grant, cancellationToken).ConfigureAwait(false);
    }
}
