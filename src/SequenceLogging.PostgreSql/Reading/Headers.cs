using Npgsql;
using SequenceLogging.Journeys;
using SequenceLogging.PostgreSql.Connecting;

namespace SequenceLogging.PostgreSql.Reading;

/// <summary>Reads headers of sequences.</summary>
internal static class Headers
{
    /// <summary>The columns that <see cref="Read"/> expects, of <c>sequences s</c> with <c>step_kinds k</c>.</summary>
    public const string Columns =
        """
        s.id, s.user_id, s.username, s.language, s.status, k.step_name, s.step_count, s.created_at, s.updated_at,
        s.completed_at, s.metadata
        """;

    public static SequenceHeader Read(NpgsqlDataReader row) => new()
    {
        SequenceId = SequenceId.FromInt64(row.GetInt64(0)),
        UserId = row.UserOrNull(1),
        Username = row.TextOrNull(2),
        Language = row.TextOrNull(3),
        Status = (SequenceStatus)row.GetInt16(4),
        CurrentStep = row.StepOrNull(5),
        StepCount = row.GetInt32(6),
        CreatedAt = row.Time(7),
        UpdatedAt = row.Time(8),
        CompletedAt = row.TimeOrNull(9),
        Metadata = row.TextOrNull(10),
    };
}
