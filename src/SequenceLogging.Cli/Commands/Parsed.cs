using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SequenceLogging.Journeys;

namespace SequenceLogging.Cli.Commands;

/// <summary>Arguments and options of the library's own types, whose errors say what is wrong and show what is right.</summary>
internal static class Parsed
{
    private delegate bool TryParse<T>(ReadOnlySpan<char> text, out T value);

    public static Argument<T> Argument<T>(string name, string description)
        where T : struct, ISpanParsable<T> => new(name)
        {
            Description = description,
            HelpName = name, // else the help names what can be completed, out of the store
            CustomParser = Parse<T>,
        };

    /// <summary>Any number of them, none too.</summary>
    public static Argument<T[]> Arguments<T>(string name, string description)
        where T : struct, ISpanParsable<T> => new(name)
        {
            Description = description,
            HelpName = name,
            Arity = ArgumentArity.ZeroOrMore,
            CustomParser = result => [.. result.Tokens.Select(token => Parse<T>(result, token.Value))],
        };

    public static Option<T?> Option<T>(string name, string helpName, string description)
        where T : struct, ISpanParsable<T> => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result => Parse<T>(result),
        };

    /// <summary>One of a few words.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="what">What the words are, as "format".</param>
    /// <param name="description">The words and what they mean.</param>
    /// <param name="words">The words; the first one is the default.</param>
    public static Option<string> Word(string name, string what, string description, params string[] words) =>
        Word([name], what, description, words);

    /// <inheritdoc cref="Word(string, string, string, string[])"/>
    public static Option<string> Word(string[] names, string what, string description, params string[] words)
    {
        var option = new Option<string>(names[0], names[1..])
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => words[0],
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (!words.Contains(text, StringComparer.Ordinal))
                {
                    result.AddError(
                        $"\"{text}\" is no {what}.{Nearest.Question([.. Nearest.To(text, words).Take(1)])} Write "
                        + $"{string.Join(", ", words[..^1])} or {words[^1]}.");
                }

                return text;
            },
        };
        option.CompletionSources.Add(words);
        return option;
    }

    public static Option<SequenceStatus?> Status() => Word<SequenceStatus>(
        "In this status", "status of a sequence", StatusText.TryParse, [.. Enum.GetValues<SequenceStatus>().Select(s => s.ToText())]);

    public static Option<StepStatus?> StepStatus() => Word<StepStatus>(
        "With this outcome", "status of a step", StatusText.TryParse, [.. Enum.GetValues<StepStatus>().Select(s => s.ToText())]);

    public static Option<PropertyQuery?> Property(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NAME=VALUE",
        CustomParser = result =>
        {
            try
            {
                return PropertyQuery.Parse(result.Tokens[0].Value);
            }
            catch (FormatException e)
            {
                result.AddError(e.Message);
                return null;
            }
        },
    };

    public static Option<int> Limit() => new("--limit", "-n")
    {
        Description = $"At most this many, newest first; from 1 to {SequenceQuery.MaxLimit}.",
        HelpName = "N",
        DefaultValueFactory = _ => 20,
        CustomParser = result => Number(result, "limit", 1, SequenceQuery.MaxLimit),
    };

    public static Option<long?> RejectedId(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "ID",
        CustomParser = result => RejectedId(result, result.Tokens[0].Value),
    };

    /// <summary>The number of a rejected event.</summary>
    public static long RejectedId(ArgumentResult result, string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0)
        {
            return id;
        }

        result.AddError(
            $"\"{text}\" is no id of a rejected event. Write the number that 'seqlog rejected list' shows first, for example 17.");
        return 0;
    }

    /// <summary>A whole number within bounds.</summary>
    public static int Number(ArgumentResult result, string what, int least, int most)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most)
        {
            return number;
        }

        result.AddError($"\"{text}\" is no {what}. Write a number from {least} to {most}.");
        return least;
    }

    private static Option<T?> Word<T>(string description, string kind, TryParse<T> parse, string[] words)
        where T : struct
    {
        var either = $"{string.Join(", ", words[..^1])} or {words[^1]}";
        var option = new Option<T?>("--status")
        {
            Description = $"{description}: {either}.",
            HelpName = "STATUS",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (parse(text, out var value))
                {
                    return value;
                }

                result.AddError($"\"{text}\" is no {kind}.{Nearest.Question(Nearest.To(text, words))} Write {either}.");
                return null;
            },
        };
        option.CompletionSources.Clear(); // the names of the enum, in another case
        option.CompletionSources.Add(words);
        return option;
    }

    /// <summary>A share: <c>0.05</c> or <c>5%</c>.</summary>
    public static double Share(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var isPercent = text.EndsWith('%');
        if (double.TryParse(isPercent ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number / (isPercent ? 100 : 1) is var share and >= 0 and <= 1)
        {
            return share;
        }

        result.AddError($"\"{text}\" is no share. Write a number from 0 to 1, as 0.05, or a percentage, as 5%.");
        return 0;
    }

    private static T Parse<T>(ArgumentResult result)
        where T : struct, ISpanParsable<T> => Parse<T>(result, result.Tokens[0].Value);

    private static T Parse<T>(ArgumentResult result, string text)
        where T : struct, ISpanParsable<T>
    {
        try
        {
            return T.Parse(text, CultureInfo.InvariantCulture);
        }
        catch (FormatException e)
        {
            result.AddError(e.Message);
            return default;
        }
    }
}
