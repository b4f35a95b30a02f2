using SequenceLogging.Statistics;

namespace SequenceLogging.Insight;

/// <summary>
/// Durations whose quantiles are exact as long as there are not too many to be kept, and right within 1.1 % from then on.
/// </summary>
internal sealed class DurationSample
{
    /// <summary>So many are kept as they are, 1.6 MB of them.</summary>
    private const int MostKept = 200_000;

    private List<double> _kept = [];
    private DurationHistogram? _rest;
    private bool _isSorted;

    public void Add(TimeSpan duration)
    {
        // Clocks of several nodes may disagree; a time below zero says nothing but that, and counts as none.
        Add(Math.Max(0, duration.TotalMilliseconds));
    }

    /// <summary>Adds all that another sample has.</summary>
    public void Add(DurationSample other)
    {
        other._kept.ForEach(Add);
        if (other._rest is not null)
        {
            Fold().Add(other._rest);
        }
    }

    /// <summary>
    /// The seconds that a share of all does not exceed, in between two of them where it falls between; null where there are none.
    /// </summary>
    public double? Seconds(double share)
    {
        if (_rest is not null)
        {
            return InSeconds.Of(_rest.Quantile(share));
        }

        if (_kept.Count == 0)
        {
            return null;
        }

        if (!_isSorted)
        {
            _kept.Sort();
            _isSorted = true;
        }

        var rank = share * (_kept.Count - 1);
        var (below, above) = ((int)Math.Floor(rank), (int)Math.Ceiling(rank));
        return InSeconds.Of(_kept[below] + ((rank - below) * (_kept[above] - _kept[below])));
    }

    private void Add(double milliseconds)
    {
        if (_rest is not null)
        {
            _rest.Add(milliseconds);
            return;
        }

        _kept.Add(milliseconds);
        _isSorted = false;
        if (_kept.Count > MostKept)
        {
            Fold();
        }
    }

    private DurationHistogram Fold()
    {
        _rest ??= new DurationHistogram();
        _kept.ForEach(_rest.Add);
        _kept = [];
        return _rest;
    }
}
