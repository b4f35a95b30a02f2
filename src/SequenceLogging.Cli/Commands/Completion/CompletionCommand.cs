using System.CommandLine;

namespace SequenceLogging.Cli.Commands.Completion;

/// <summary><c>seqlog completion bash|zsh|fish|pwsh</c>: the script by which a shell completes what is typed.</summary>
internal sealed class CompletionCommand : Command, IHaveExamples
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    private readonly Surroundings _around;

    private readonly Argument<string> _shell = new("SHELL")
    {
        HelpName = "SHELL",
        Description = "bash, zsh, fish or pwsh.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!Shells.Contains(text))
            {
                result.AddError($"\"{text}\" is no shell that seqlog knows.{Nearest.Question(Nearest.To(text, Shells))} Write bash, zsh, fish or pwsh.");
            }

            return text;
        },
        CompletionSources = { Shells },
    };

    public CompletionCommand(Surroundings around)
        : base("completion", "Prints a script for your shell, which completes commands, options, names of steps and ids.")
    {
        _around = around;
        Arguments.Add(_shell);
        SetAction(Print);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "source <(seqlog completion bash)                                 # or the line into ~/.bashrc",
        "source <(seqlog completion zsh)                                  # behind compinit in ~/.zshrc",
        "seqlog completion fish > ~/.config/fish/completions/seqlog.fish",
        "seqlog completion pwsh | Out-String | Invoke-Expression          # in $PROFILE",
    ];

    private int Print(ParseResult arguments)
    {
        using var script = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{arguments.GetValue(_shell)}")!;
        using var reader = new StreamReader(script);
        _around.Out.Write(reader.ReadToEnd().ReplaceLineEndings("\n"));
        return ExitCode.Ok;
    }
}
