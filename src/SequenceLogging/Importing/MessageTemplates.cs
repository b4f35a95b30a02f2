using System.Text.Json;
using SequenceLogging.Routing;
using Serilog.Events;
using Serilog.Parsing;

namespace SequenceLogging.Importing;

/// <summary>Makes message templates of texts: each template is parsed once, however many events share it.</summary>
internal sealed class MessageTemplates
{
    private static readonly MessageTemplateParser Parser = new();

    // The message is cut at this length anyway; a template of megabytes would be parsed into millions of tokens.
    private readonly TextCache<MessageTemplate> _parsed = new(text => Parser.Parse(Limits.Cut(text, Limits.Text).ToString()));

    /// <summary>The template whose text is the string at which the reader stands.</summary>
    public MessageTemplate Parse(ref Utf8JsonReader json) => _parsed.Get(ref json);

    /// <summary>A template that is the message itself: braces in it are braces.</summary>
    public static MessageTemplate Literal(string message)
    {
        var text = message.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
        return new MessageTemplate(text, [new TextToken(message)]);
    }

    /// <summary>
    /// The template with what its formatted properties had been rendered to, since the values alone (a date that has become
    /// a text) can no longer be formatted.
    /// </summary>
    /// <param name="template">The template.</param>
    /// <param name="renderings">In the order of the properties that have a format; those used are removed.</param>
    public static MessageTemplate Render(MessageTemplate template, List<Rendering> renderings)
    {
        var tokens = new List<MessageTemplateToken>();
        foreach (var token in template.Tokens)
        {
            var found = token is PropertyToken { Format: not null } property
                ? renderings.FindIndex(r => r.PropertyName is null || r.PropertyName == property.PropertyName)
                : -1;
            tokens.Add(found < 0 ? token : new TextToken(renderings[found].Text));
            if (found >= 0)
            {
                renderings.RemoveAt(found);
            }
        }

        return new MessageTemplate(template.Text, tokens);
    }
}

/// <summary>What one formatted property of a message template had been rendered to.</summary>
/// <param name="PropertyName">The property; null where the format tells by order only.</param>
/// <param name="Text">How it had been rendered.</param>
internal readonly record struct Rendering(string? PropertyName, string Text);
