using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Moving;

/// <summary>
/// Copies everything from one store into another, whatever keeps the one and the other: journeys under their ids, in the same
/// order, with all their times; keys, event ids, and what was rejected.
/// </summary>
/// <remarks>
/// <para>
/// The source may be written in the meantime. The copy goes over it again and again, adds what is new, and is complete with
/// the pass that finds nothing new: by then each journey was compared field by field with what the target answers. A
/// journey in the target that is no beginning of the source's is another one: it is a fault, and stays as it is.
/// </para>
/// <para>
/// A copy that was cut off is run again, and goes on with what is missing. Before a journey is written its number is taken in
/// the target (<see cref="ISequenceStore.LeaseIdsAsync"/>), so that no id is ever issued twice. Until a copy is complete the
/// target should take no imports: it may know an event by its id already and not yet have it.
/// </para>
/// <para>
/// Not copied: the statistics of steps that the source has pruned or erased; the totals of deliveries, which count the copy in
/// the target; why numbers are missing, which in the target are leased ones; and positions, since the target takes journey
/// after journey.
/// </para>
/// </remarks>
public sealed class StoreCopy
{
    private readonly IJourneySource _source;
    private readonly ISequenceStore _target;
    private readonly CopyOptions _options;

    /// <summary>Makes a copy from a store into a store, which stay the caller's.</summary>
    /// <param name="source">Read only.</param>
    /// <param name="target">
    /// Takes the journeys. Its reader must see what it has just written: not one that asks a standby, which is a moment behind.
    /// </param>
    /// <param name="options">How to copy; not to be changed afterwards. The defaults where null.</param>
    /// <exception cref="ArgumentException">The settings are not right; the message names all that is wrong.</exception>
    public StoreCopy(ISequenceReader source, ISequenceStore target, CopyOptions? options = null)
        : this(new StoreSource(source ?? throw new ArgumentNullException(nameof(source))), target, options)
    {
    }

    /// <inheritdoc cref="StoreCopy(ISequenceReader, ISequenceStore, CopyOptions?)"/>
    public StoreCopy(IJourneySource source, ISequenceStore target, CopyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        _options = options ?? new CopyOptions();
        var errors = _options.Validate();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        }

        _source = source;
        _target = target;
    }

    /// <summary>Copies until a pass finds nothing new, or <see cref="CopyOptions.MaxPasses"/> are made.</summary>
    /// <param name="progress">Told how far it is, many times a second; null for nobody.</param>
    /// <param name="cancellationToken">Stops between two journeys or batches; what was written stays, and a new run goes on.</param>
    /// <returns>What was done, and how the two compare; everything counted there is durable in the target.</returns>
    /// <exception cref="SequenceStoreException">A store cannot be read or written; what was written stays.</exception>
    public async Task<CopyResult> CopyAsync(
        IProgress<CopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        CopyPass? pass = null;
        var writer = new CopyWriter(_target, _options.BatchSize, fault => pass!.Refuse(fault));
        var rejected = new RejectedCopy(_source, _target.Reader, writer);
        var result = new CopyResult();
        for (var number = 1; number <= _options.MaxPasses; number++)
        {
            var total = await _source.CountAsync(cancellationToken).ConfigureAwait(false);
            var stepsCounted = await _source.CountStepsAsync(cancellationToken).ConfigureAwait(false);
            var counters = await _source.GetCountersAsync(cancellationToken).ConfigureAwait(false);
            var (raised, taken) = await CounterRaise.RunAsync(counters, _target, cancellationToken).ConfigureAwait(false);
            writer.StartPass();
            pass = new CopyPass(_source, _target, writer, raised, _options);
            var current = number;
            await pass.RunAsync(
                seen => progress?.Report(new CopyProgress(current, seen, Math.Max(total, seen), writer.Written)),
                cancellationToken).ConfigureAwait(false);

            var eventIds = new EventIdCopy(_source, _target.Reader, writer);
            await eventIds.RunAsync(cancellationToken).ConfigureAwait(false);
            await rejected.RunAsync(cancellationToken).ConfigureAwait(false);

            var rests = RestsOf(eventIds, rejected).ToArray();
            result = result with
            {
                Passes = number,
                Sequences = pass.Alike,
                Steps = pass.Steps,
                Links = pass.Links,
                Written = writer.Written,
                EventIds = eventIds.Count - eventIds.Missing,
                Rejected = rejected.There,
                ReservedIds = result.ReservedIds + taken,
                StepsOnlyInStatistics = Math.Max(0, stepsCounted - pass.SourceSteps ?? 0),
                Moving = [.. pass.Moving, .. rests],
                MovingCount = pass.MovingCount + rests.Length,
            };
            if (result.MovingCount == 0)
            {
                break;
            }
        }

        var totals = await _target.Reader.GetStatisticsAsync(cancellationToken).ConfigureAwait(false);
        CheckCounts(result, totals, pass!);
        return result with
        {
            Faults = pass!.Faults,
            FaultCount = pass.FaultCount,
            OnlyInTarget = Math.Max(0, totals.Sequences.Total - pass.InTarget),
        };
    }

    private static IEnumerable<CopyFault> RestsOf(EventIdCopy eventIds, RejectedCopy rejected)
    {
        if (eventIds.Missing > 0)
        {
            yield return new CopyFault(null, "eventIds", $"{eventIds.Missing} were new");
        }

        if (rejected.Missing > 0)
        {
            yield return new CopyFault(null, "rejected", $"{rejected.Missing} were new");
        }
    }

    /// <summary>The target's own totals must know of what it answers journey by journey.</summary>
    private static void CheckCounts(CopyResult result, SystemStatistics totals, CopyPass pass)
    {
        Check("statistics.sequences", result.Sequences, totals.Sequences.Total);
        Check("statistics.steps", result.Steps, totals.Steps.Total);
        Check("statistics.links", result.Links, totals.Links.Total);

        void Check(string field, long copied, long counted)
        {
            if (counted < copied)
            {
                pass.Add(new CopyFault(null, field, $"the target has {copied} that were copied, and counts {counted}"));
            }
        }
    }
}
