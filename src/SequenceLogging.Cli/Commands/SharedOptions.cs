using System.CommandLine;

namespace SequenceLogging.Cli.Commands;

/// <summary>The options that every command has.</summary>
internal sealed class SharedOptions
{
    public Option<string?> Store { get; } = new("--store")
    {
        Description = "The store: a path, or sqlite:PATH. "
            + $"Default ${StoreLocation.Variable}, else {SqliteSequenceLogExtensions.DefaultPath}.",
        HelpName = "PATH|URI",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Answers in JSON, for scripts.",
        Recursive = true,
    };
}
