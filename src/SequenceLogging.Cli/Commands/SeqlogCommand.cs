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

    /// <summary>All commands by their names, in the order of the help.</summary>
    internal static readonly (string Name, Func<Surroundings, SharedOptions, Command> Make)[] Known =
    [
        ("list", (around, shared) => new ListCommand(around, shared)),
        ("show", (around, shared) => new ShowCommand(around, shared)),
        ("find", (around, shared) => new FindCommand(around, shared)),
        ("user", (around, shared) => new UserCommand(around, shared)),
        ("trace", (around, shared) => new TraceCommand(around, shared)),
        ("tail", (around, shared) => new TailCommand(around, shared)),
        ("serve", (around, shared) => new ServeCommand(around, shared)),
        ("stats", (around, shared) => new StatsCommand(around, shared)),
        ("health", (around, shared) => new HealthCommand(around, shared)),
        ("components", (around, shared) => new ComponentsCommand(around, shared)),
        ("failed", (around, shared) => new FailedCommand(around, shared)),
        ("stuck", (around, shared) => new StuckCommand(around, shared)),
        ("compare", (around, shared) => new CompareCommand(around, shared)),
        ("flow", (around, shared) => new FlowCommand(around, shared)),
        ("variants", (around, shared) => new VariantsCommand(around, shared)),
        ("funnel", (around, shared) => new FunnelCommand(around, shared)),
        ("check", (around, shared) => new CheckCommand(around, shared)),
        ("export", (around, shared) => new ExportCommand(around, shared)),
        ("import", (around, shared) => new ImportCommand(around, shared)),
        ("rejected", (around, shared) => new RejectedCommand(around, shared)),
        ("erase", (around, shared) => new EraseCommand(around, shared)),
        ("copy", (around, shared) => new CopyCommand(around, shared)),
        ("backup", (around, shared) => new BackupCommand(around, shared)),
        ("prune", (around, shared) => new PruneCommand(around, shared)),
        ("doctor", (around, shared) => new DoctorCommand(around, shared)),
        ("seq", (around, shared) => new Seq.SeqCommand(around, shared)),
        ("completion", (around, _) => new CompletionCommand(around)),
        ("suggest", (around, _) => new SuggestCommand(around)),
    ];

    /// <param name="around">Everything from outside.</param>
    /// <param name="only">The one command that is wanted; null for all of them.</param>
    private SeqlogCommand(Surroundings around, string? only)
        : base("Shows what happened in a journey: every step, link and failure of one sequence id.")
    {
        HelpName = ToolName;
        var shared = new SharedOptions();
        Options.Add(shared.Store);
        Options.Add(shared.Json);
        foreach (var (_, make) in only is null ? Known : Known.Where(command => command.Name == only))
        {
            Subcommands.Add(make(around, shared));
        }

        if (only is null)
        {
            new StoreWords(around, shared).AddTo(this);
        }

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

    /// <summary>
    /// What a command line needs. To make all commands takes longer than most answers do, so one that begins with the name of one
    /// gets that; all others, and who asks what may be typed, get the whole.
    /// </summary>
    public static SeqlogCommand For(IReadOnlyList<string> arguments, Surroundings around)
    {
        var name = arguments.Count == 0 ? null : arguments[0];
        return new SeqlogCommand(around, name is not "suggest" && Known.Any(command => command.Name == name) ? name : null);
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
