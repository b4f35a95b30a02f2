using SequenceLogging.Insight.Variants;
using SequenceLogging.Reporting;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>The ways that journeys take.</summary>
internal static class Variants
{
    private const int MostVariants = 500;

    private static readonly ApiParameter<int?> Top = Parameters.Number("top", "At most this many variants; all are counted.", 1, MostVariants);

    private static readonly ApiParameter<string?> Variant = Parameters.RequiredText("variant", "The id of the variant, as variants tells it.");

    public static ApiResource Report { get; } = new(
        "variants", "Which ways the sequences took that fit: how many, how long, and how they ended.", typeof(VariantsAnswer), ReadAsync)
    {
        Parameters = [Top, .. SequenceFilters.All],
        IsShared = true,
    };

    public static ApiResource Opened { get; } = new(
        "variants/sequences", "The sequences of a variant, newest first.", typeof(IReadOnlyList<OpenedSequence>),
        (request, cancellationToken) => OpenedNumbers.AnswerAsync(
            request, PathVariant.Open(request.Get(Variant)!, SequenceFilters.Read(request)), cancellationToken))
    {
        Parameters = [Variant, .. SequenceFilters.Paged],
    };

    private static async ValueTask<ApiAnswer> ReadAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var options = request.Get(Top) is { } top ? new VariantOptions { Top = top } : new VariantOptions();
        var report = await request.Analysis.GetVariantsAsync(SequenceFilters.Read(request), options, cancellationToken).ConfigureAwait(false);
        return ApiAnswer.Json(VariantsAnswer.Of(report), AnswerJson.Readable.VariantsAnswer);
    }
}
