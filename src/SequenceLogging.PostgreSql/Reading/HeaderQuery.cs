using System.Globalization;
using Npgsql;
using SequenceLogging.Journeys;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Reading;

/// <summary>What steps a sequence must have.</summary>
/// <param name="Kinds">One of each of these kinds.</param>
/// <param name="UnnotedBehind">The position behind which steps are not noted in places; null where all are.</param>
internal sealed record StepConditions(IReadOnlyList<int[]> Kinds, long? UnnotedBehind);

/// <summary>Finds sequences, newest id first.</summary>
internal sealed class HeaderQuery
{
    private readonly List<string> _conditions = [];
    private readonly List<NpgsqlParameter> _parameters = [];

    /// <summary>For each of the steps that are asked for, where a sequence has them.</summary>
    private readonly List<string> _steps = [];

    /// <summary>The places in which there are steps as they are asked for; null where they may be anywhere.</summary>
    private string? _places;

    private HeaderQuery(SequenceQuery query, StepConditions? steps)
    {
        if (query.Component is { } component)
        {
            RequireLink(component);
        }

        if (steps is not null)
        {
            RequireSteps(steps);
        }

        if (query.Property is { } property)
        {
            RequireProperty(property);
        }

        if (query.Text is { } text)
        {
            RequireText(text);
        }

        RequireTime(query.CreatedFrom, query.CreatedBefore);

        Require(query.UserId is not null, "s.user_id = ", () => Parameter.Text(query.UserId!.Value.Value));
        Require(query.Language is not null, "s.language = ", () => Parameter.Text(query.Language));
        Require(query.Status is not null, "s.status = ", () => Parameter.Small((int)query.Status!));
        Require(query.IdleSince is not null, "s.updated_at < ", () => Parameter.Number(RecordTime.ToMicroseconds(query.IdleSince!.Value)));
        Require(query.Before is not null, "s.id < ", () => Parameter.Number(query.Before!.Value.ToInt64()));
        if (query.IsOpen is { } isOpen)
        {
            _conditions.Add(isOpen ? "s.completed_at IS NULL" : "s.completed_at IS NOT NULL");
        }
    }

    /// <summary>
    /// Whether metadata may have a property: both its name and its value are in the JSON as they are, unless something in it is
    /// escaped.
    /// </summary>
    public static string MayHave(string metadata, string name, string value) =>
        $"(strpos({metadata}, {name}) > 0 AND strpos({metadata}, {value}) > 0 OR strpos({metadata}, '\\') > 0)";

    /// <summary>Asks for those that fit; of a property, for those that may have it.</summary>
    /// <param name="statements">Where to add the question.</param>
    /// <param name="query">What to find.</param>
    /// <param name="steps">What its flow and its step mean; null where it names none.</param>
    public static void Add(Statements statements, SequenceQuery query, StepConditions? steps = null)
    {
        var built = new HeaderQuery(query, steps);
        if (built._places is not null && query is { UserId: null, Component: null, CreatedFrom: null, CreatedBefore: null })
        {
            built.AddByPlaces(statements, query);
            return;
        }

        if (built._places is not null)
        {
            built._conditions.AddRange(built._steps.Select(steps => $"EXISTS (SELECT 1 {steps})"));
            built._conditions.Add($"s.id >> {StepPlaces.Shift} IN ({built._places})");
        }

        var where = built._conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", built._conditions);
        var limit = built.Add(Parameter.Int(query.Limit));
        statements.Add(
            $"""
             SELECT {Headers.Columns}
               FROM sequences s LEFT JOIN step_kinds k ON k.id = s.last_step_kind
               {where}
              ORDER BY s.id DESC
              LIMIT {limit}
             """,
            [.. built._parameters]);
    }

    /// <summary>
    /// Place by place, from the newest on, until there are enough; where a user, a thing or a time is named, that is the shorter way.
    /// The limits inside take nothing away: they keep the server from reading all steps beforehand.
    /// </summary>
    private void AddByPlaces(Statements statements, SequenceQuery query)
    {
        var before = query.Before is { } end ? $"WHERE a.place <= {Add(Parameter.Number(StepPlaces.Of(end.ToInt64())))}" : "";
        var limit = Add(Parameter.Int(query.Limit));
        var where = string.Concat(_conditions.Select(condition => $" AND {condition}"));
        statements.Add(
            $"""
             SELECT {Headers.Columns}
               FROM (SELECT DISTINCT a.place FROM ({_places}) AS a {before} ORDER BY a.place DESC) AS p
              CROSS JOIN LATERAL
                    (SELECT * FROM sequences s WHERE {StepPlaces.IsIn("s.id", "p.place")}{where} ORDER BY s.id DESC LIMIT {1 << StepPlaces.Shift}) AS s
              {string.Join(' ', _steps.Select((steps, i) => $"CROSS JOIN LATERAL (SELECT 1 {steps} LIMIT 1) AS t{i}"))}
               LEFT JOIN step_kinds k ON k.id = s.last_step_kind
              ORDER BY p.place DESC, s.id DESC
              LIMIT {limit}
             """,
            [.. _parameters]);
    }

    private void RequireSteps(StepConditions steps)
    {
        var places = new List<string>();
        var unnoted = steps.UnnotedBehind is { } position ? Add(Parameter.Number(position)) : null;
        foreach (var kinds in steps.Kinds.Select(kinds => Add(Parameter.Ints(kinds))))
        {
            _steps.Add($"FROM steps t WHERE t.sequence = s.id AND t.kind = ANY({kinds})");
            var noted = $"SELECT place FROM step_places WHERE kind = ANY({kinds})";
            places.Add(unnoted is null
                ? noted
                : $"{noted} UNION SELECT sequence >> {StepPlaces.Shift} FROM steps WHERE position > {unnoted} AND kind = ANY({kinds})");
        }

        _places = places.Count == 1 ? places[0] : string.Join(" INTERSECT ", places.Select(p => $"({p})"));
    }

    private void RequireLink(ComponentQuery component)
    {
        // "payments:ton_payment:TE5768" is a type with an id, or an id that holds a colon: both are looked for.
        var colon = component.Rest.IndexOf(':', StringComparison.Ordinal);
        var entity = Add(Parameter.Bytes(LinkStatements.EntityOf(component.Component, component.Rest)));
        var any = $"SELECT sequence FROM links WHERE entity = {entity}";
        if (colon >= 0)
        {
            var typed = Add(Parameter.Bytes(LinkStatements.EntityOf(component.Component, component.Rest[(colon + 1)..])));
            any += $" UNION SELECT sequence FROM links WHERE entity = {typed} AND entity_type = {Add(Parameter.Text(component.Rest[..colon]))}";
        }

        _conditions.Add($"s.id IN ({any})");
    }

    private void RequireProperty(PropertyQuery property)
    {
        var (name, value) = (Add(Parameter.Text(property.Name)), Add(Parameter.Text(property.Value)));
        _conditions.Add(
            $"""
             ({MayHave("s.metadata", name, value)}
              OR EXISTS (SELECT 1 FROM steps t WHERE t.sequence = s.id AND {MayHave("t.metadata", name, value)}))
             """);
    }

    private void RequireTime(DateTimeOffset? from, DateTimeOffset? before)
    {
        if (from is null && before is null)
        {
            return;
        }

        var first = Add(Parameter.Number(from is { } start ? RecordTime.ToMicroseconds(start) : long.MinValue));
        var last = Add(Parameter.Number(before is { } end ? RecordTime.ToMicroseconds(end) - 1 : long.MaxValue));
        _conditions.Add($"s.created_at BETWEEN {first} AND {last}");
        if (before is not null)
        {
            // Newest first begins at today; the index tells where a time that is over ends.
            _conditions.Add($"s.id <= (SELECT max(id) FROM sequences WHERE created_at BETWEEN {first} AND {last})");
        }
    }

    private void RequireText(string text)
    {
        // Not LIKE, which has characters of its own; and not lower(), whose answer depends on the server's language.
        var needle = Add(Parameter.Text(string.Concat(text.Select(letter => char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter))));
        string[] ofStep = ["t.message", "t.metadata", "t.error"];
        string[] ofError = ["e.message", "e.metadata", "e.error"];
        _conditions.Add(
            $"""
             ({Holds("s.username")} OR {Holds("s.metadata")}
              OR EXISTS (SELECT 1 FROM steps t WHERE t.sequence = s.id AND ({string.Join(" OR ", ofStep.Select(Holds))}))
              OR EXISTS (SELECT 1 FROM errors e WHERE e.sequence = s.id AND ({string.Join(" OR ", ofError.Select(Holds))})))
             """);

        string Holds(string column) =>
            $"strpos(translate({column}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), {needle}) > 0";
    }

    private void Require(bool isAsked, string condition, Func<NpgsqlParameter> value)
    {
        if (isAsked)
        {
            _conditions.Add(condition + Add(value()));
        }
    }

    private string Add(NpgsqlParameter parameter)
    {
        _parameters.Add(parameter);
        return string.Create(CultureInfo.InvariantCulture, $"${_parameters.Count}");
    }
}
