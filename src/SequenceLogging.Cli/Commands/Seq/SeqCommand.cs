using System.CommandLine;

namespace SequenceLogging.Cli.Commands.Seq;

/// <summary><c>seqlog seq</c>: journeys in a Seq server.</summary>
internal sealed class SeqCommand : Command, IHaveExamples
{
    public SeqCommand(Surroundings around, SharedOptions shared)
        : base("seq", "Journeys in Seq: pushes what the store has kept, and installs signals, a dashboard and alerts.")
    {
        Subcommands.Add(new SeqPushCommand(around, shared));
        Subcommands.Add(new SeqInstallCommand(around, shared));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "seqlog seq install --url http://localhost:5341",
        "seqlog seq push --url http://localhost:5341 --since 2025-07-01",
    ];
}
