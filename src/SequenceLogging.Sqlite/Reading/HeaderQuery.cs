using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>Finds sequences, newest id first.</summary>
internal static class HeaderQuery
{
    private const string ByComponent =
        """
        s.id IN (SELECT sequence FROM links WHERE component = ?1 AND entity_id = ?2
                 UNION SELECT sequence FROM links WHERE component = ?1 AND entity_id = ?3 AND entity_type = ?4)
        """;

    private const string ByStep =
        """
        EXISTS (SELECT 1 FROM steps t WHERE t.sequence = s.id
                AND t.kind IN (SELECT id FROM step_kinds WHERE step_name = ?5))
        """;

    // Not LIKE, which ends at a NUL character, refuses long patterns, and has characters of its own. lower() is ASCII.
    private const string ByText =
        """
        (instr(lower(s.username), lower(?6)) OR instr(lower(s.metadata), lower(?6))
         OR EXISTS (SELECT 1 FROM steps t WHERE t.sequence = s.id AND (instr(lower(t.message), lower(?6))
                    OR instr(lower(t.metadata), lower(?6)) OR instr(lower(t.error), lower(?6))))
         OR EXISTS (SELECT 1 FROM errors e WHERE e.sequence = s.id AND (instr(lower(e.message), lower(?6))
                    OR instr(lower(e.metadata), lower(?6)) OR instr(lower(e.error), lower(?6)))))
        """;

    public static IReadOnlyList<SequenceHeader> Run(Database database, SequenceQuery query)
    {
        var conditions = new List<string>();
        Require(query.Component is not null, ByComponent);
        Require(query.StepName is not null, ByStep);
        Require(query.Text is not null, ByText);
        Require(query.UserId is not null, "s.user_id = ?7");
        Require(query.Status is not null, "s.status = ?8");
        Require(query.IsOpen is true, "s.completed_at IS NULL");
        Require(query.IsOpen is false, "s.completed_at IS NOT NULL");
        Require(query.IdleSince is not null, "s.updated_at < ?9");
        Require(query.Before is not null, "s.id < ?10");
        var where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);

        using var rows = database.Prepare(
            $"""
             SELECT {Rows.HeaderColumns}
               FROM sequences s LEFT JOIN step_kinds k ON k.id = s.last_step_kind
               {where}
              ORDER BY s.id DESC
              LIMIT ?11
             """);
        Bind(rows, query);

        var found = new List<SequenceHeader>();
        while (rows.Step())
        {
            found.Add(Rows.ReadHeader(rows));
        }

        return found;

        void Require(bool isAsked, string condition)
        {
            if (isAsked)
            {
                conditions.Add(condition);
            }
        }
    }

    private static void Bind(Statement rows, SequenceQuery query)
    {
        // A number that no condition uses is still a parameter of the statement, up to the highest one, ?11.
        if (query.Component is { } component)
        {
            // "payments:ton_payment:TE5768" is a type with an id, or an id that holds a colon: both are looked for.
            var colon = component.Rest.IndexOf(':', StringComparison.Ordinal);
            rows.Bind(1, component.Component).Bind(2, component.Rest);
            rows.Bind(3, component.Rest[(colon + 1)..]).Bind(4, colon < 0 ? null : component.Rest[..colon]);
        }

        rows.Bind(5, query.StepName)
            .Bind(6, query.Text)
            .Bind(7, query.UserId?.Value)
            .Bind(8, (long?)query.Status)
            .Bind(9, query.IdleSince is { } idle ? RecordTime.ToMicroseconds(idle) : null)
            .Bind(10, query.Before?.ToInt64())
            .Bind(11, query.Limit);
    }
}
