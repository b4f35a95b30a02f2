using System.CommandLine;

namespace SequenceLogging.Cli.Commands;

/// <summary><c>seqlog rejected</c>: what was logged and made no sense.</summary>
internal sealed class RejectedCommand : Command, IHaveExamples
{
    public RejectedCommand(Surroundings around, SharedOptions shared)
        : base("rejected", "What was logged for a journey and could not be stored: looks at it, tries it again.")
    {
        Subcommands.Add(new RejectedListCommand(around, shared));
        Subcommands.Add(new RejectedRetryCommand(around, shared));
    }

    public IReadOnlyList<string> Examples { get; } = ["seqlog rejected list", "seqlog rejected retry 17"];
}
