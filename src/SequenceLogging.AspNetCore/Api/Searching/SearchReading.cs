using System.Globalization;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Asking;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Api.Searching;

/// <summary>
/// Understands the words of the search box. What could be several things is the first of these that the store knows: a user, an entity,
/// a step, a flow; and else text, or a property where there is a colon.
/// </summary>
/// <param name="reader">Answers whether there is such a user or entity.</param>
/// <param name="words">The names that the store knows.</param>
/// <param name="now">When it is asked: ages count from then.</param>
internal sealed class SearchReading(ISequenceReader reader, KnownWords.Words words, DateTimeOffset now)
{
    private const string Statuses = "active, completed, failed or abandoned";

    private static readonly SequenceQuery One = new() { Limit = 1 };

    /// <exception cref="ApiProblem">A filter is named whose value is not right.</exception>
    public async ValueTask<Understood> ReadAsync(SearchTerm term, CancellationToken cancellationToken)
    {
        // The colon of an address names no property.
        if (term.IsQuoted || term.Value.StartsWith("//", StringComparison.Ordinal))
        {
            return Text(term);
        }

        if (IdOf(term.Whole) is { } id)
        {
            return id;
        }

        return term.Prefix is { } prefix
            ? Named(term, prefix) ?? await EntityAsync(term, cancellationToken).ConfigureAwait(false)
            : await WordAsync(term, cancellationToken).ConfigureAwait(false);
    }

    private static Understood? IdOf(string text)
    {
        if (SequenceReference.TryParse(text, out var reference))
        {
            return new Understood(text, "id", reference.ToString());
        }

        return QualifiedStep.TryParse(text, out var step) ? new Understood(text, "id", step.SequenceId.ToString()) : null;
    }

    private static Understood Text(SearchTerm term) => Of(term, "text", term.Whole, new SequenceQuery { Text = term.Whole });

    /// <summary>A filter by its own name.</summary>
    private Understood? Named(SearchTerm term, string name)
    {
        var value = term.Value;
        return name switch
        {
            "user" => UserId.TryParse(value, out var user)
                ? Of(term, name, value, new SequenceQuery { UserId = user })
                : throw Bad(term, "a user's id has 1 to 256 characters, as user:566158428."),
            "component" => ComponentQuery.TryParse(value, out ComponentQuery component)
                ? Of(term, name, value, new SequenceQuery { Component = component })
                : throw Bad(term, "write component:payments:TE5768."),
            "step" => Of(term, name, value, new SequenceQuery { StepName = value }),
            "flow" => Of(term, name, value, new SequenceQuery { Flow = value }),
            "text" => Of(term, name, value, new SequenceQuery { Text = value }),
            "property" => Of(term, name, value, new SequenceQuery { Property = PropertyOf(term) }),
            "language" => Of(term, name, value, new SequenceQuery { Language = value }),
            "status" => StatusText.TryParse(value, out SequenceStatus status)
                ? Of(term, name, status.ToText(), new SequenceQuery { Status = status })
                : throw Bad(term, $"a status is {Statuses}."),
            "open" => Of(term, name, value, new SequenceQuery
            {
                IsOpen = value switch { "true" or "yes" => true, "false" or "no" => false, _ => throw Bad(term, "write open:true or open:false.") },
            }),
            "since" => Of(term, name, value, new SequenceQuery { CreatedFrom = MomentOf(term) }),
            "until" => Of(term, name, value, new SequenceQuery { CreatedBefore = MomentOf(term) }),
            "idleSince" or "idle" => Of(term, "idleSince", value, new SequenceQuery { IdleSince = MomentOf(term) }),
            "month" => Moment.ParseMonth(value) is { } month
                ? Of(term, name, value, new SequenceQuery { CreatedFrom = month, CreatedBefore = month.AddMonths(1) })
                : throw Bad(term, "a month is year and month, as month:2025-07."),
            _ => null,
        };
    }

    private DateTimeOffset MomentOf(SearchTerm term) =>
        Moment.Parse(term.Value)?.Invoke(now) ?? throw Bad(term, $"it is no time. {Moment.Advice}");

    private static PropertyQuery PropertyOf(SearchTerm term)
    {
        var at = term.Value.IndexOfAny(['=', ':']);
        return at > 0 ? new PropertyQuery(term.Value[..at], term.Value[(at + 1)..]) : throw Bad(term, "write property:Currency=TON.");
    }

    /// <summary><c>payments:TE5768</c> where something is linked to that; else the property of that name.</summary>
    private async ValueTask<Understood> EntityAsync(SearchTerm term, CancellationToken cancellationToken) =>
        ComponentQuery.TryParse(term.Whole, out ComponentQuery component)
        && await IsThereAsync(new SequenceQuery { Component = component }, cancellationToken).ConfigureAwait(false)
            ? Of(term, "component", term.Whole, new SequenceQuery { Component = component })
            : Of(term, "property", $"{term.Prefix}={term.Value}", new SequenceQuery { Property = new PropertyQuery(term.Prefix!, term.Value) });

    private async ValueTask<Understood> WordAsync(SearchTerm term, CancellationToken cancellationToken)
    {
        var word = term.Value;
        if (word is ['@', _, ..] && UserId.TryParse(word[1..], out var called)
            && await IsThereAsync(new SequenceQuery { UserId = called }, cancellationToken).ConfigureAwait(false))
        {
            return Of(term, "user", called.ToString(), new SequenceQuery { UserId = called });
        }

        if (UserId.TryParse(word, out var user) && await IsThereAsync(new SequenceQuery { UserId = user }, cancellationToken).ConfigureAwait(false))
        {
            return Of(term, "user", word, new SequenceQuery { UserId = user });
        }

        if (words.HasStep(word))
        {
            return Of(term, "step", word, new SequenceQuery { StepName = word });
        }

        if (words.HasFlow(word))
        {
            return Of(term, "flow", word, new SequenceQuery { Flow = word });
        }

        // A month of ids, as it stands in all of them.
        if (word.StartsWith("SEQ-", StringComparison.Ordinal) && Moment.ParseMonth(word[4..].TrimEnd('-')) is { } month)
        {
            return Of(term, "month", month.ToString("yyyy-MM", CultureInfo.InvariantCulture), new SequenceQuery
            {
                CreatedFrom = month, CreatedBefore = month.AddMonths(1),
            });
        }

        // @ann is a name that a user was called by, where it is no id.
        return word is ['@', _, ..] ? Of(term, "text", word[1..], new SequenceQuery { Text = word[1..] }) : Text(term);
    }

    private async ValueTask<bool> IsThereAsync(SequenceQuery query, CancellationToken cancellationToken) =>
        (await reader.FindAsync(query with { Limit = One.Limit }, cancellationToken).ConfigureAwait(false)).Count > 0;

    private static Understood Of(SearchTerm term, string filter, string value, SequenceQuery query) =>
        new(term.Whole, filter, value) { Query = query };

    private static ApiProblem Bad(SearchTerm term, string advice) => ApiProblem.Bad("q", $"{Quoted.Text(term.Whole)}: {advice}");
}
