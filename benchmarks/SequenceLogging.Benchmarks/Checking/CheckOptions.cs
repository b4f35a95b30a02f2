using SequenceLogging.Benchmarks.Targets;

namespace SequenceLogging.Benchmarks.Checking;

/// <summary>What <c>check</c> is asked to do.</summary>
/// <param name="Effort">How much of everything.</param>
/// <param name="Targets">Which ones.</param>
/// <param name="Output">Where the results go; null for nowhere but the screen.</param>
internal sealed record CheckOptions(Effort Effort, IReadOnlyList<Target> Targets, string? Output)
{
    public const string Usage =
        """
        check [--quick] [--only P5,P9] [--output FILE]

          --quick    less of everything, in under three minutes; a missed target warns and does not fail
          --only     these targets
          --output   where the results go as Markdown; without it, all targets in full go to benchmarks/results/,
                     and anything less to the screen
        """;

    /// <exception cref="ArgumentException">It is not understood; the message says what.</exception>
    public static CheckOptions Parse(IReadOnlyList<string> args)
    {
        var effort = Effort.Full;
        var targets = Target.All;
        string? output = null;
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--quick": effort = Effort.Quick; break;
                case "--only" when i + 1 < args.Count: targets = [.. args[++i].Split(',').Select(Find)]; break;
                case "--output" when i + 1 < args.Count: output = args[++i]; break;
                default: throw new ArgumentException($"\"{args[i]}\" is not understood.\n\n{Usage}");
            }
        }

        var isAll = effort == Effort.Full && targets.Count == Target.All.Count;
        return new CheckOptions(effort, targets, output ?? (isAll ? Results.PathOfToday("check") : null));
    }

    public static Target Find(string id) =>
        Target.All.FirstOrDefault(t => t.Id.Equals(id.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no target {id}; there are {string.Join(", ", Target.All.Select(t => t.Id))}.");
}
