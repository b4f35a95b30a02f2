namespace SequenceLogging.AspNetCore.Api.Searching;

/// <summary>A word of the search box: what stands between blanks, or in quotes.</summary>
/// <param name="Prefix">What stands before its first colon, where that is not in quotes; null where there is no colon.</param>
/// <param name="Value">The rest, without quotes.</param>
/// <param name="IsQuoted">Whether it begins with a quote, so that it is text whatever it looks like.</param>
internal sealed record SearchTerm(string? Prefix, string Value, bool IsQuoted)
{
    /// <summary>The whole word, without quotes.</summary>
    public string Whole => Prefix is null ? Value : $"{Prefix}:{Value}";

    /// <summary>The words of a text. A quote that is not closed goes to the end: somebody is still typing.</summary>
    public static IReadOnlyList<SearchTerm> Split(string text)
    {
        var terms = new List<SearchTerm>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var isQuoted = text[at] == '"';
            var (prefix, value) = (default(string), new System.Text.StringBuilder());
            for (var isIn = false; at < text.Length && (isIn || !char.IsWhiteSpace(text[at])); at++)
            {
                if (text[at] == '"')
                {
                    isIn = !isIn;
                }
                else if (text[at] == ':' && !isIn && !isQuoted && prefix is null && value.Length > 0)
                {
                    prefix = value.ToString();
                    value.Clear();
                }
                else
                {
                    value.Append(text[at]);
                }
            }

            if (value.Length > 0)
            {
                terms.Add(new SearchTerm(prefix, value.ToString(), isQuoted));
            }
        }

        return terms;
    }
}
