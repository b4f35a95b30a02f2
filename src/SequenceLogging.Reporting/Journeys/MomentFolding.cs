using SequenceLogging.Journeys;

namespace SequenceLogging.Reporting.Journeys;

/// <summary>A moment that is drawn, behind some that are only counted.</summary>
/// <param name="Moment">What is drawn.</param>
/// <param name="Step">How many steps were before it: the index of the step that it is, or of the next one.</param>
/// <param name="Folded">How many moments before it are not drawn.</param>
internal sealed record FoldedMoment(JourneyMoment Moment, int Step, int Folded);

/// <summary>Makes a long journey fit a page: its beginning, its end, and all that failed stay.</summary>
internal static class MomentFolding
{
    /// <summary>Of the moments that are kept, the share at the beginning.</summary>
    private const double ShareOfBeginning = 0.3;

    /// <param name="moments">All of them, in order.</param>
    /// <param name="most">How many are kept at the beginning and the end together.</param>
    public static IEnumerable<FoldedMoment> Fold(IReadOnlyList<JourneyMoment> moments, int most)
    {
        var first = (int)(Math.Min(most, moments.Count) * ShareOfBeginning);
        var last = moments.Count - (Math.Min(most, moments.Count) - first);
        var (steps, folded, failures) = (0, 0, 0);
        for (var i = 0; i < moments.Count; i++)
        {
            var moment = moments[i];
            var isInside = i >= first && i < last;
            if (isInside && !(JourneyReport.IsFailure(moment) && failures++ < most))
            {
                folded++;
            }
            else
            {
                yield return new FoldedMoment(moment, steps, folded);
                folded = 0;
            }

            steps += moment is StepMoment ? 1 : 0;
        }
    }
}
