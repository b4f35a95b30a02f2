using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using SequenceLogging.Cli.Commands.Completion;
using SequenceLogging.Cli.Commands.Insight;

namespace SequenceLogging.Cli.Commands;

/// <summary>The command line as a whole.</summary>
internal sealed class SeqlogCommand : RootCommand
{
    public const string ToolName = "seqlog";

    public SeqlogCommand(Surroundings around)
        : base("Shows what happened in a journey: every step, link and failure of one sequence id.")
    {
        HelpName = ToolName;
        var shared = new SharedOptions();
        Options.Add(shared.Store);
        Options.Add(shared.Json);
        Subcommands.Add(new ListCommand(around, shared));
        Subcommands.Add(new ShowCommand(around, shared));
        Subcommands.Add(new FindCommand(around, shared));
        Subcommands.Add(new UserCommand(around, shared));
        Subcommands.Add(new TraceCommand(around, shared));
        Subcommands.Add(new TailCommand(around, shared));
        Subcommands.Add(new StatsCommand(around, shared));
        Subcommands.Add(new HealthCommand(around, shared));
        Subcommands.Add(new ComponentsCommand(around, shared));
        Subcommands.Add(new FailedCommand(around, shared));
        Subcommands.Add(new StuckCommand(around, shared));
        Subcommands.Add(new CompareCommand(around, shared));
        Subcommands.Add(new FlowCommand(around, shared));
        Subcommands.Add(new VariantsCommand(around, shared));
        Subcommands.Add(new FunnelCommand(around, shared));
        Subcommands.Add(new CheckCommand(around, shared));
        Subcommands.Add(new ExportCommand(around, shared));
        Subcommands.Add(new ImportCommand(around, shared));
        Subcommands.Add(new RejectedCommand(around, shared));
        Subcommands.Add(new EraseCommand(around, shared));
        Subcommands.Add(new CopyCommand(around, shared));
        Subcommands.Add(new BackupCommand(around, shared));
        Subcommands.Add(new PruneCommand(around, shared));
        Subcommands.Add(new DoctorCommand(around, shared));
        Subcommands.Add(new Seq.SeqCommand(around, shared));
        Subcommands.Add(new CompletionCommand(around));
        Subcommands.Add(new SuggestCommand(around));
        new StoreWords(around, shared).AddTo(this);

        foreach (var option in Options)
        {
            switch (option)
            {
                case HelpOption { Action: HelpAction help }:
                    help.MaxWidth = around.TerminalWidth ?? 120;
                    option.Action = new HelpWithExamples(help);
                    break;
                case VersionOption:
                    option.Action = new VersionAction();
                    break;
            }
        }
    }

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var version = typeof(SeqlogCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
            parseResult.InvocationConfiguration.Output.WriteLine($"{ToolName} {version?.InformationalVersion.Split('+')[0]}");
            return ExitCode.Ok;
        }
    }
}
