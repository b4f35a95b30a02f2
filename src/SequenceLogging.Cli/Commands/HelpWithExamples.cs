using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SequenceLogging.Cli.Commands;

/// <summary>A command that shows how it is used.</summary>
internal interface IHaveExamples
{
    /// <summary>Whole command lines.</summary>
    IReadOnlyList<string> Examples { get; }
}

/// <summary>The help of a command with examples below.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly string[] FirstSteps =
    [
        "seqlog stats",
        "seqlog show SEQ-2025-07-00001",
        "seqlog find --component payments:TE5768",
    ];

    // Asking for help is right on a command line that is otherwise wrong.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = parseResult.CommandResult.Command is IHaveExamples command ? command.Examples : FirstSteps;
        output.WriteLine(examples.Count > 1 ? "Examples:" : "Example:");
        foreach (var example in examples)
        {
            output.WriteLine("  " + example);
        }

        output.WriteLine();
        output.WriteLine("Exit codes: 0 ok, 1 failure, 2 usage, 3 not found, 4 store unavailable, 5 integrity");
        return ExitCode.Ok;
    }
}
