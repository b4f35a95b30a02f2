using System.Text.RegularExpressions;

namespace SequenceLogging.Seq.Tests.Setup;

/// <summary>
/// Reads expressions by the grammar that Seq's makers publish for its query language (in seqcli, seq-search-and-query), with
/// the names of its functions. It knows what an aggregate is and that a text stands in single quotes; more it does not check.
/// </summary>
internal sealed partial class QueryGrammar
{
    private static readonly HashSet<string> Aggregates = new(StringComparer.OrdinalIgnoreCase)
        { "all", "any", "bottom", "count", "distinct", "first", "last", "interval", "min", "max", "mean", "percentile", "phist", "sum", "top" };

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "Arrived", "Bucket", "Coalesce", "Concat", "Contains", "DatePart", "DateTime", "ElementAt", "EndsWith", "Every", "FromJson", "Has",
        "IndexOf", "Keys", "LastIndexOf", "Length", "Now", "OffsetIn", "Replace", "Round", "Some", "StartsWith", "Substring", "TimeOfDay",
        "TimeSpan", "ToEventType", "ToHexString", "ToIsoString", "ToJson", "ToLower", "ToNumber", "TotalMilliseconds", "ToTimeString", "ToUpper",
        "TypeOf", "Values",
    };

    private static readonly HashSet<string> Keywords = new(StringComparer.OrdinalIgnoreCase)
        { "and", "or", "not", "like", "in", "is", "null", "true", "false", "if", "then", "else", "ci", "as", "asc", "desc", "time", "select", "from", "where", "group", "by", "having", "order", "limit" };

    private readonly List<string> _tokens;
    private int _at;

    private QueryGrammar(string text)
    {
        _tokens = [];
        for (var at = 0; at < text.Length;)
        {
            var token = Token().Match(text, at);
            if (!token.Success || token.Index != at)
            {
                throw new FormatException($"\"{text}\": what stands at {at} is nothing that the language has.");
            }

            at += token.Length;
            if (!string.IsNullOrWhiteSpace(token.Value))
            {
                _tokens.Add(token.Value);
            }
        }
    }

    /// <summary>Whether an aggregate was met.</summary>
    private bool HasAggregate { get; set; }

    /// <summary>Names of properties and columns that were met.</summary>
    private HashSet<string> Names { get; } = [];

    /// <summary>An expression over one event.</summary>
    public static IReadOnlySet<string> Filter(string text)
    {
        var grammar = Read(text, g => g.Disjunction());
        return !grammar.HasAggregate ? grammar.Names : throw new FormatException($"\"{text}\" has an aggregate, which one event has not.");
    }

    /// <summary>A column of a query over many events.</summary>
    public static void Measurement(string text)
    {
        if (!Read(text, g => g.Disjunction()).HasAggregate)
        {
            throw new FormatException($"\"{text}\" has no aggregate.");
        }
    }

    /// <summary>A condition over the columns of a query, by their labels.</summary>
    public static void Having(string text, IEnumerable<string> labels)
    {
        var unknown = Filter(text).Except(labels).FirstOrDefault();
        if (unknown is not null)
        {
            throw new FormatException($"\"{text}\" names {unknown}, which is no column.");
        }
    }

    /// <summary>What rows are grouped by; answers the name of the group's column.</summary>
    public static string Grouping(string text)
    {
        var alias = "";
        var grammar = Read(text, g =>
        {
            g.Disjunction();
            alias = g.Take("ci") ? "" : alias;
            alias = g.Take("as") ? g.Identifier() : g._tokens is [var only] ? only : "";
        });
        return !grammar.HasAggregate && alias.Length > 0 ? alias : throw new FormatException($"\"{text}\" has no name to order by, or an aggregate.");
    }

    /// <summary>What rows are ordered by.</summary>
    public static void Ordering(string text, IEnumerable<string> columns) => Read(text, g =>
    {
        var column = g.Identifier();
        if (!columns.Contains(column))
        {
            throw new FormatException($"\"{text}\" orders by {column}, which is no column.");
        }

        _ = g.Take("asc") || g.Take("desc");
    });

    private static QueryGrammar Read(string text, Action<QueryGrammar> rule)
    {
        var grammar = new QueryGrammar(text);
        rule(grammar);
        return grammar._at == grammar._tokens.Count
            ? grammar
            : throw new FormatException($"\"{text}\": {grammar._tokens[grammar._at]} was not expected.");
    }

    private void Disjunction()
    {
        Conjunction();
        while (Take("or"))
        {
            Conjunction();
        }
    }

    private void Conjunction()
    {
        Comparison();
        while (Take("and"))
        {
            Comparison();
        }
    }

    private void Comparison()
    {
        Sum();
        while (TakeAny("like", "in", "<=", "<>", "<", ">=", ">", "=") || (Take("not") && (TakeAny("like", "in") || Fail())))
        {
            Sum();
            Take("ci");
        }
    }

    private void Sum()
    {
        do
        {
            do
            {
                Operand();
            }
            while (TakeAny("*", "/", "%", "^"));
        }
        while (TakeAny("+", "-"));
    }

    private void Operand()
    {
        if (TakeAny("-", "not"))
        {
            Operand();
        }
        else
        {
            Factor();
            while (Take("."))
            {
                Identifier();
            }
        }

        if (Take("is"))
        {
            Take("not");
            Expect("null");
        }
    }

    private void Factor()
    {
        if (Take("("))
        {
            Disjunction();
            Expect(")");
        }
        else if (Take("["))
        {
            List("]");
        }
        else if (Take("if"))
        {
            Disjunction();
            Expect("then");
            Disjunction();
            Expect("else");
            Disjunction();
        }
        else if (Next is ['\'' or '/', ..] || char.IsAsciiDigit(Next[0]) || TakesKeyword("true", "false", "null"))
        {
            _at++;
        }
        else
        {
            Name();
        }
    }

    private void Name()
    {
        var name = Next[0] == '@' ? _tokens[_at++] : Identifier();
        if (!Take("("))
        {
            Names.Add(name);
            return;
        }

        if (Aggregates.Contains(name))
        {
            HasAggregate = true;
        }
        else if (!Functions.Contains(name))
        {
            throw new FormatException($"{name} is no function of Seq.");
        }

        if (name == "count" && Take("*"))
        {
            Expect(")");
        }
        else
        {
            List(")");
        }

        Take("ci");
    }

    private void List(string end)
    {
        if (Take(end))
        {
            return;
        }

        do
        {
            Disjunction();
        }
        while (Take(","));
        Expect(end);
    }

    private string Next => _at < _tokens.Count ? _tokens[_at] : throw new FormatException($"{string.Join(' ', _tokens)}: something is missing at the end.");

    private string Identifier() => char.IsLetter(Next[0]) && !Keywords.Contains(Next) ? _tokens[_at++] : throw new FormatException($"{Next} is no name.");

    private bool TakesKeyword(params string[] words) => words.Contains(Next, StringComparer.OrdinalIgnoreCase);

    private bool Take(string token)
    {
        var isThere = _at < _tokens.Count && string.Equals(_tokens[_at], token, StringComparison.OrdinalIgnoreCase);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private bool TakeAny(params string[] tokens) => tokens.Any(Take);

    private void Expect(string token)
    {
        if (!Take(token))
        {
            throw new FormatException($"{string.Join(' ', _tokens)}: {token} was expected.");
        }
    }

    private bool Fail() => throw new FormatException($"{string.Join(' ', _tokens)}: not like, or not in.");

    // A regular expression begins where no value stands before it, which here means behind a comma or an operator.
    [GeneratedRegex("""\G(\s+|'([^']|'')*'|(?<=[,=(]\s*)/(\\/|[^/])+/|\d+(\.\d+)?(ms|us|ns|d|h|m|s)?(?![A-Za-z_])|@?[A-Za-z_][A-Za-z0-9_]*|<=|>=|<>|[-+*/%^=<>(),.\[\]])""")]
    private static partial Regex Token();
}
