using System.Text.RegularExpressions;

namespace SequenceLogging.Samples.Tests.SeqPage;

/// <summary>
/// Reads a search or a query by the grammar of Seq's language, as its vendor publishes it with seqcli (seq-search-and-query), and
/// the rules it names beside: known functions, order by selected names, a lower bound of time where time is grouped. It throws
/// where Seq would refuse.
/// </summary>
internal sealed partial class SeqQueryParser
{
    private static readonly string[] Functions =
    [
        "Coalesce", "Concat", "Contains", "DateTime", "EndsWith", "Has", "Length", "Now", "Replace", "Round", "StartsWith", "Substring",
        "ToIsoString", "ToJson", "TotalMilliseconds",
    ];

    private static readonly string[] Aggregates =
        ["all", "any", "count", "distinct", "first", "last", "max", "mean", "min", "percentile", "sum", "interval"];

    private static readonly string[] Keywords =
    [
        "select", "from", "where", "group", "by", "having", "order", "limit", "as", "and", "or", "not", "like", "in", "is", "if",
        "then", "else", "ci", "asc", "desc",
    ];

    private readonly List<string> _tokens;
    private readonly HashSet<string> _names = [];
    private int _at;

    private SeqQueryParser(string text)
    {
        _tokens = [.. Token().Matches(text).Select(m => m.Value)];
        var left = Token().Replace(text, "");
        if (!string.IsNullOrWhiteSpace(left))
        {
            throw new FormatException($"\"{left.Trim()}\" is no token.");
        }
    }

    public static void Check(string text)
    {
        var parser = new SeqQueryParser(text);
        if (parser.Is("select"))
        {
            parser.Query(text);
        }
        else
        {
            parser.Expression();
        }

        parser.Expect(parser._at == parser._tokens.Count, "the end");
    }

    private void Query(string text)
    {
        Take("select");
        List(() =>
        {
            Expression();
            Alias();
        });
        Take("from");
        Take("stream");
        if (TryTake("where"))
        {
            Expression();
        }

        if (TryTake("group"))
        {
            Take("by");
            List(Grouping);
            Expect(!_tokens.Contains("time") || text.Contains("@Timestamp >="), "a lower bound of time, where time is grouped");
        }

        if (TryTake("having"))
        {
            Expression();
        }

        if (TryTake("order"))
        {
            Take("by");
            List(() =>
            {
                Expect(Is("time") || _names.Contains(Next), "a selected name");
                _at++;
                _ = TryTake("asc") || TryTake("desc");
            });
        }

        if (TryTake("limit"))
        {
            Number();
        }
    }

    private void Grouping()
    {
        if (Is("time"))
        {
            Take("time");
            Take("(");
            Number();
            Take(")");
            return;
        }

        Expression();
        Alias();
    }

    private void Alias()
    {
        if (TryTake("as"))
        {
            _names.Add(Identifier());
        }
    }

    private void Expression() => Chain(() => Chain(Comparison, "and"), "or");

    private void Comparison()
    {
        Sum();
        while (TryTake("<=") || TryTake("<>") || TryTake(">=") || TryTake("<") || TryTake(">") || TryTake("=") || TryTake("like")
            || TryTake("in") || (TryTake("not") && (TryTake("like") || TryTake("in"))))
        {
            Sum();
            TryTake("ci");
        }
    }

    private void Sum() => Chain(() => Chain(Operand, "*", "/", "%"), "+", "-");

    private void Operand()
    {
        if (TryTake("-") || TryTake("not"))
        {
            Operand();
            return;
        }

        Factor();
        while (Is(".") || Is("["))
        {
            if (TryTake("."))
            {
                Identifier();
            }
            else
            {
                Take("[");
                _ = TryTake("?") || TryTake("*") || Holds(Expression);
                Take("]");
            }
        }

        if (TryTake("is"))
        {
            TryTake("not");
            Take("null");
        }
    }

    private void Factor()
    {
        if (TryTake("("))
        {
            Expression();
            Take(")");
        }
        else if (TryTake("["))
        {
            List(Expression);
            Take("]");
        }
        else if (TryTake("if"))
        {
            Expression();
            Take("then");
            Expression();
            Take("else");
            Expression();
        }
        else if (Next is ['\'', ..] or ['/', _, ..])
        {
            _at++;
        }
        else if (char.IsDigit(Next[0]))
        {
            Number();
        }
        else if (_at + 1 < _tokens.Count && _tokens[_at + 1] == "(")
        {
            Expect(Functions.Contains(Next) || Aggregates.Contains(Next), "a function");
            _at += 2;
            if (!TryTake(")"))
            {
                _ = TryTake("*") || Holds(() => List(Expression));
                Take(")");
            }

            TryTake("ci");
        }
        else
        {
            Identifier();
        }
    }

    private void Number()
    {
        Expect(char.IsDigit(Next[0]), "a number");
        _at++;
    }

    private string Identifier()
    {
        Expect(Name().IsMatch(Next) && !Keywords.Contains(Next), "a name");
        return _tokens[_at++];
    }

    private void List(Action item) => Chain(item, ",");

    private void Chain(Action item, params string[] separators)
    {
        item();
        while (Array.Exists(separators, TryTake))
        {
            item();
        }
    }

    private static bool Holds(Action action)
    {
        action();
        return true;
    }

    private string Next => _at < _tokens.Count ? _tokens[_at] : " ";

    private bool Is(string token) => Next == token;

    private bool TryTake(string token)
    {
        var isIt = Is(token);
        _at += isIt ? 1 : 0;
        return isIt;
    }

    private void Take(string token) => Expect(TryTake(token), $"\"{token}\"");

    private void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw new FormatException($"At \"{string.Join(' ', _tokens.Skip(_at).Take(5))}\" there should be {what}.");
        }
    }

    // A slash begins a regular expression where no operand is before it: in these queries, behind a comma.
    [GeneratedRegex(@"'(?:[^']|'')*'|(?<=,\s*)/(?:\\/|[^/])+/|\d+(?:\.\d+)?(?:ms|us|ns|[dhms])?|@?\w+|<=|>=|<>|[-+*/%^=<>().,?\[\]{}:]")]
    private static partial Regex Token();

    [GeneratedRegex(@"^@?[A-Za-z_]\w*$")]
    private static partial Regex Name();
}
