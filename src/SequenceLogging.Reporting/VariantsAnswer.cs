using SequenceLogging.Insight.Variants;

namespace SequenceLogging.Reporting;

/// <summary>Variants for scripts.</summary>
internal sealed record VariantsAnswer(long Total, long Sequences, IReadOnlyList<PathVariant> Variants, double? MedianSeconds, long WithoutSteps)
{
    public static VariantsAnswer Of(VariantReport report) =>
        new(report.Total, report.Sequences, report.Variants, report.MedianSeconds, report.WithoutSteps);
}
