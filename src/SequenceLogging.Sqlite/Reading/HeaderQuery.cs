using System.Text.Json;
using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Reading;

/// <summary>Finds sequences, newest id first.</summary>
internal sealed class HeaderQuery
{
    /// <summary>To look at so many rows takes a twentieth of a second.</summary>
    private const int ManyRows = 100_000;

    /// <summary>So many of the newest sequences are looked at first, where many rows have no signature.</summary>
    private const int NewestFirst = 10_000;

    private const string ByComponent =
        """
        s.id IN (SELECT sequence FROM links WHERE component = ?1 AND entity_id = ?2
                 UNION SELECT sequence FROM links WHERE component = ?1 AND entity_id = ?3 AND entity_type = ?4)
        """;

    private static readonly string ByStep = StepChain.Exists("kind", "t.kind IN (SELECT value FROM json_each(?5))");

    private static readonly string ByFlow = StepChain.Exists("kind", "t.kind IN (SELECT value FROM json_each(?10))");

    // Not LIKE, which ends at a NUL character, refuses long patterns, and has characters of its own. lower() is ASCII.
    private static readonly string ByText =
        $"""
        (instr(lower(s.username), lower(?6)) OR instr(lower(s.metadata), lower(?6))
         OR {StepChain.Exists(
             "message, metadata, error",
             "instr(lower(t.message), lower(?6)) OR instr(lower(t.metadata), lower(?6)) OR instr(lower(t.error), lower(?6))")}
         OR EXISTS (SELECT 1 FROM errors e WHERE e.sequence = s.id AND (instr(lower(e.message), lower(?6))
                    OR instr(lower(e.metadata), lower(?6)) OR instr(lower(e.error), lower(?6)))))
        """;

    // Both its name and its value are in the JSON as they are, unless something in it is escaped; what it really says is looked at
    // outside of SQLite, whose JSON functions differ from those of others where it is odd.
    private static readonly string ByProperty =
        $"""
        (instr(s.metadata, ?12) AND instr(s.metadata, ?11) OR instr(s.metadata, '\')
         OR {StepChain.Exists("metadata", "instr(t.metadata, ?12) AND instr(t.metadata, ?11) OR instr(t.metadata, '\')")})
        """;

    private static readonly string StepsByProperty =
        $"""
        {StepChain.Of("metadata", "r.id = ?1")}
        SELECT metadata FROM chain WHERE instr(metadata, ?2) AND instr(metadata, ?3) OR instr(metadata, '\')
        """;

    private readonly Database _database;
    private readonly SequenceQuery _query;
    private readonly IReadOnlyCollection<int>? _stepKinds;
    private readonly IReadOnlyCollection<int>? _flowKinds;
    private readonly List<SequenceHeader> _found = [];

    private HeaderQuery(Database database, SequenceQuery query)
    {
        _database = database;
        _query = query;
        _stepKinds = query.StepName is { } name ? StepKindsQuery.OfName(database, name) : null;
        _flowKinds = query.Flow is { } flow ? StepKindsQuery.OfFlow(database, flow) : null;
    }

    /// <summary>Whether few enough sequences are asked about to look at each, wherever it is.</summary>
    private bool IsOfFew => _query.UserId is not null || _query.Component is not null;

    /// <summary>Whether something is asked beside what is said, when it began, and what page it is.</summary>
    private bool AsksMore => _query with { Text = null, Property = null, CreatedFrom = null, CreatedBefore = null, Before = null, Limit = 1 }
        != new SequenceQuery { Limit = 1 };

    public static IReadOnlyList<SequenceHeader> Run(Database database, SequenceQuery query) => new HeaderQuery(database, query).Run();

    private IReadOnlyList<SequenceHeader> Run()
    {
        if (_stepKinds is { Count: 0 } || _flowKinds is { Count: 0 })
        {
            return _found;
        }

        var sql = Sql();
        if (!IsOfFew && (_query.Text is not null || _query.Property is not null) && FindBySignatures(sql) is { } found)
        {
            return found;
        }

        IEnumerable<IdRange> ranges = IsOfFew
            ? [new IdRange(1, _query.Before is { } before ? before.ToInt64() - 1 : long.MaxValue)]
            : new IdRanges(_database, _query).NewestFirst(_stepKinds ?? _flowKinds);
        foreach (var range in ranges)
        {
            Look(sql, range);
            if (_found.Count == _query.Limit)
            {
                break;
            }
        }

        return _found;
    }

    /// <summary>Looks where the rows may say it; null where that is nearly everywhere, and something else is asked that is rarer.</summary>
    private IReadOnlyList<SequenceHeader>? FindBySignatures(string sql)
    {
        var last = _query.Before is { } before ? before.ToInt64() - 1 : long.MaxValue;
        var ranges = _query is { CreatedFrom: null, CreatedBefore: null }
            ? [new IdRange(1, last)]
            : new IdRanges(_database, _query with { Language = null }).NewestFirst(null).ToList();
        if (ranges.Count == 0)
        {
            return _found;
        }

        var search = new SignedSearch(_database, _query, ranges[^1].First, ranges[0].Last);
        search.Prepare();
        if (search.Rows > ManyRows && AsksMore)
        {
            return null;
        }

        if (search.UnsignedRows > ManyRows && _database.ReadNumber($"SELECT id FROM sequences ORDER BY id DESC LIMIT 1 OFFSET {NewestFirst}") is { } newest)
        {
            // What is not signed says nothing of the sequences in it. What is frequent is found in the newest ones.
            Look(sql, new IdRange(Math.Max(newest, ranges[^1].First), ranges[0].Last));
            if (_found.Count == _query.Limit)
            {
                return _found;
            }

            _found.Clear();
        }

        return search.Run(sequence =>
        {
            _found.Clear();
            Look(sql, new IdRange(sequence, sequence));
            return _found.Count == 0 ? null : _found[0];
        });
    }

    private void Look(string sql, IdRange range)
    {
        using var rows = _database.Prepare(sql);
        Bind(rows, range);
        while (_found.Count < _query.Limit && rows.Step())
        {
            var header = Rows.ReadHeader(rows);
            if (_query.Property is not { } property || property.Fits(header.Metadata) || IsInSteps(property, header.SequenceId))
            {
                _found.Add(header);
            }
        }
    }

    private bool IsInSteps(PropertyQuery property, SequenceId sequence)
    {
        using var step = _database.Prepare(StepsByProperty);
        step.Bind(1, sequence.ToInt64()).Bind(2, property.Name).Bind(3, property.Value);
        while (step.Step())
        {
            if (property.Fits(step.TextOrNull(0)))
            {
                return true;
            }
        }

        return false;
    }

    private string Sql()
    {
        var conditions = new List<string>();

        // A plus keeps SQLite from using an index: where a user or a thing is named, theirs is the one.
        var plus = IsOfFew ? "+" : "";
        Require(_query.UserId is not null, _query.Component is null ? "s.user_id = ?7" : "+s.user_id = ?7");
        Require(_query.Component is not null, ByComponent);
        Require(true, (_query.Component is null ? "" : "+") + "s.id BETWEEN ?16 AND ?17");
        Require(_query.Status is not null, plus + "s.status = ?8");
        Require(_query.IsOpen is true, "s.completed_at IS NULL");
        Require(_query.IsOpen is false, "s.completed_at IS NOT NULL");
        Require(_query.IdleSince is not null, "s.updated_at < ?9");
        Require(_query.CreatedFrom is not null, "+s.created_at >= ?13");
        Require(_query.CreatedBefore is not null, "+s.created_at < ?14");
        Require(_query.Language is not null, "s.language = ?15");
        Require(_stepKinds is not null, ByStep);
        Require(_flowKinds is not null, ByFlow);
        Require(_query.Property is not null, ByProperty);
        Require(_query.Text is not null, ByText);
        return $"""
            SELECT {Rows.HeaderColumns}
              FROM sequences s LEFT JOIN step_kinds k ON k.id = s.last_step_kind
             WHERE {string.Join(" AND ", conditions)}
             ORDER BY s.id DESC
            """;

        void Require(bool isAsked, string condition)
        {
            if (isAsked)
            {
                conditions.Add(condition);
            }
        }
    }

    private void Bind(Statement rows, IdRange range)
    {
        // A number that no condition uses is still a parameter of the statement, up to the highest one, ?17.
        if (_query.Component is { } component)
        {
            // "payments:ton_payment:TE5768" is a type with an id, or an id that holds a colon: both are looked for.
            var colon = component.Rest.IndexOf(':', StringComparison.Ordinal);
            rows.Bind(1, component.Component).Bind(2, component.Rest);
            rows.Bind(3, component.Rest[(colon + 1)..]).Bind(4, colon < 0 ? null : component.Rest[..colon]);
        }

        rows.Bind(5, JsonOf(_stepKinds))
            .Bind(6, _query.Text)
            .Bind(7, _query.UserId?.Value)
            .Bind(8, (long?)_query.Status)
            .Bind(9, MicrosecondsOf(_query.IdleSince))
            .Bind(10, JsonOf(_flowKinds))
            .Bind(11, _query.Property?.Name)
            .Bind(12, _query.Property?.Value)
            .Bind(13, MicrosecondsOf(_query.CreatedFrom))
            .Bind(14, MicrosecondsOf(_query.CreatedBefore))
            .Bind(15, _query.Language)
            .Bind(16, range.First)
            .Bind(17, range.Last);
    }

    private static long? MicrosecondsOf(DateTimeOffset? time) => time is { } at ? RecordTime.ToMicroseconds(at) : null;

    private static string? JsonOf(IReadOnlyCollection<int>? kinds) => kinds is null ? null : JsonSerializer.Serialize(kinds);
}
