using System.Diagnostics;
using System.Runtime;
using SequenceLogging.Benchmarks.Events;
using SequenceLogging.Benchmarks.Peers;
using SequenceLogging.Benchmarks.Timing;

namespace SequenceLogging.Benchmarks.Targets;

/// <summary>
/// Peers that store a load in turns, each in a folder of its own, round after round; who goes first changes. A round gives
/// each of them one rate, so that rates of one round can be compared.
/// </summary>
/// <param name="workspace">Where the folders are.</param>
/// <param name="clock">Tells the processor time of all who work for an entrant; null where that is not asked.</param>
internal sealed class Race(Workspace workspace, ProcessorClock? clock = null)
{
    private readonly List<Entrant> _entrants = [];

    /// <summary>Adds one that takes part.</summary>
    /// <param name="open">Makes it, in a folder.</param>
    /// <param name="load">What it stores.</param>
    /// <param name="store">How, where not by <see cref="Peer.StoreAsync"/>.</param>
    /// <param name="examine">Looks at it when it is done, outside of the time.</param>
    public Entrant Add(
        Func<string, Peer> open, StepLoad load, Func<Peer, Task>? store = null, Func<Peer, string, Task>? examine = null)
    {
        var entrant = new Entrant(open, load, store ?? (peer => peer.StoreAsync(load)), examine);
        _entrants.Add(entrant);
        return entrant;
    }

    /// <summary>Runs the rounds.</summary>
    /// <param name="rounds">So many count.</param>
    /// <param name="warmUps">
    /// So many come before them: the runtime's compiler works beside the load until all that is often called has its last form, and
    /// takes the longer the more code an entrant has.
    /// </param>
    public async Task RunAsync(int rounds, int warmUps = 1)
    {
        for (var round = 0; round < warmUps + rounds; round++)
        {
            for (var turn = 0; turn < _entrants.Count; turn++)
            {
                await _entrants[(turn + round) % _entrants.Count].TakeTurnAsync(workspace, clock);
            }
        }

        _entrants.ForEach(e => e.Forget(warmUps));
    }

    /// <summary>One that takes part, with what it reached.</summary>
    internal sealed class Entrant(
        Func<string, Peer> open, StepLoad load, Func<Peer, Task> store, Func<Peer, string, Task>? examine)
    {
        private readonly List<double> _rates = [];
        private readonly List<(double Here, double Server)> _processorTimes = [];
        private readonly List<TimeSpan> _compilerTimes = [];

        public string Name { get; private set; } = "";

        public string Durability { get; private set; } = "";

        /// <summary>Steps a second, a number a round.</summary>
        public IReadOnlyList<double> Rates => _rates;

        /// <summary>Processor time, in microseconds a step, a number a round; empty where there is no clock.</summary>
        public IReadOnlyList<(double Here, double Server)> ProcessorTimes => _processorTimes;

        /// <summary>What the compiler took while it stored, a time for each round, the warm-ups before the others.</summary>
        public IReadOnlyList<TimeSpan> CompilerTimes => _compilerTimes;

        public double Rate => Median.Of(_rates);

        /// <summary>Its rate against another's: the median of the rounds.</summary>
        public double Against(Entrant other) => Median.OfRatios(_rates, other._rates);

        public string ToMarkdownRow(Entrant ours) => FormattableString.Invariant(
            $"| {Name} | {Rate:#,0} | {_rates.Min():#,0} to {_rates.Max():#,0} | {ours.Against(this):0.00} × | {Durability} |");

        /// <summary>Leaves out the first rounds.</summary>
        public void Forget(int warmUps)
        {
            _rates.RemoveRange(0, warmUps);
            _processorTimes.RemoveRange(0, Math.Min(warmUps, _processorTimes.Count));
        }

        public Task TakeTurnAsync(Workspace workspace, ProcessorClock? clock) => workspace.InFolderAsync(async folder =>
        {
            await using var peer = open(folder);
            Name = peer.Name;
            Durability = peer.Durability;
            await peer.PrepareAsync(load);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var before = clock?.Now() ?? default;
            var compiled = JitInfo.GetCompilationTime();
            var start = Stopwatch.GetTimestamp();
            await store(peer);
            var took = Stopwatch.GetElapsedTime(start);
            _rates.Add(load.Steps / took.TotalSeconds);
            _compilerTimes.Add(JitInfo.GetCompilationTime() - compiled);
            if (clock is not null)
            {
                AddProcessorTime(clock.Now() - before, took);
            }

            if (examine is not null)
            {
                await examine(peer, folder);
            }
        });

        private void AddProcessorTime(ProcessorTimes times, TimeSpan took)
        {
            // Ticks of several processes, and what was done while the clock was read.
            var most = (took * Environment.ProcessorCount) + TimeSpan.FromMilliseconds(200);
            Effect.IsTrue(
                times.Both > TimeSpan.Zero && times.Both < most,
                FormattableString.Invariant($"{times.Both.TotalMilliseconds:0} ms of processor time within {took.TotalMilliseconds:0} ms"));
            _processorTimes.Add((times.Here.TotalMicroseconds / load.Steps, times.Server.TotalMicroseconds / load.Steps));
        }
    }
}
