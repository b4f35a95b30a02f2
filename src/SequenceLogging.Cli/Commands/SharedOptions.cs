using System.CommandLine;

namespace SequenceLogging.Cli.Commands;

/// <summary>The options that every command has.</summary>
internal sealed class SharedOptions
{
    public SharedOptions() => Csv = new Option<bool>("--csv")
    {
        Description = "Answers in CSV (RFC 4180, UTF-8, times in UTC), for spreadsheets. A text that one would take for a formula "
            + "(its first character, blanks aside, is = + - or @, or it begins with a tab or a line break) gets a ' before it.",
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<bool>() && result.GetValue(Json))
                {
                    result.AddError("--json and --csv are two answers to one question. Leave one of them out.");
                }
            },
        },
    };

    public Option<string?> Store { get; } = new("--store")
    {
        Description = "The store: a path, sqlite:PATH, or postgres://USER@HOST/DATABASE. "
            + $"Default ${StoreLocation.Variable}, else {SqliteSequenceLogExtensions.DefaultPath}.",
        HelpName = "PATH|URI",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Answers in JSON, for scripts.",
        Recursive = true,
    };

    /// <summary>For the commands whose answer is a table.</summary>
    public Option<bool> Csv { get; }
}
