using System.Globalization;
using Npgsql;
using SequenceLogging.Journeys;
using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.PostgreSql.Writing;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Reading;

/// <summary>Finds sequences, newest id first.</summary>
internal sealed class HeaderQuery
{
    private readonly List<string> _conditions = [];
    private readonly List<NpgsqlParameter> _parameters = [];

    private HeaderQuery(SequenceQuery query, int[]? flowKinds)
    {
        if (query.Component is { } component)
        {
            RequireLink(component);
        }

        if (query.StepName is { } step)
        {
            _conditions.Add(
                $"EXISTS (SELECT 1 FROM steps t WHERE t.sequence = s.id AND t.kind IN (SELECT id FROM step_kinds WHERE step_name = {Add(Parameter.Text(step))}))");
        }

        if (flowKinds is not null)
        {
            _conditions.Add($"EXISTS (SELECT 1 FROM steps t WHERE t.sequence = s.id AND t.kind = ANY({Add(Parameter.Ints(flowKinds))}))");
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
    /// <param name="flowKinds">The kinds of steps of the flow that it names; null where it names none.</param>
    public static void Add(Statements statements, SequenceQuery query, int[]? flowKinds = null)
    {
        var built = new HeaderQuery(query, flowKinds);
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
