using System.Security.Cryptography;
using System.Text;
using SequenceLogging.Insight;
using SequenceLogging.Insight.Variants;
using SequenceLogging.Reporting;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>The ways that journeys take.</summary>
internal static class Variants
{
    /// <summary>The id of those without a step.</summary>
    private const string NoSteps = "none";

    private const int Usual = 20, Most = 1_000;

    private static readonly ApiParameter<int?> Top = Parameters.Number("top", "At most this many variants; all are counted.", 1, Most);

    private static readonly ApiParameter<string?> Id = Parameters.RequiredText(
        "variant", $"The id of a variant, which stays whatever arrives; {NoSteps} for the sequences without a step.");

    public static ApiResource Report { get; } = new(
        "variants", "Journeys by their steps: which ways they take, how often, how long.", typeof(DashboardVariants), ReadAsync)
    {
        Parameters = [.. SequenceFilters.All, Top],
        IsShared = true,
    };

    public static ApiResource Opened { get; } = new(
        "variants/sequences", "The sequences of a variant, newest first.", typeof(IReadOnlyList<OpenedSequence>), OpenAsync)
    {
        Parameters = [Id, .. SequenceFilters.Paged],
    };

    private static async ValueTask<ApiAnswer> ReadAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var options = new VariantOptions { Top = request.Get(Top) ?? Usual };
        var report = await request.Analysis.GetVariantsAsync(SequenceFilters.Among(request), options, cancellationToken).ConfigureAwait(false);
        return ApiAnswer.Json(DashboardVariants.Of(report), AnswerJson.Readable.DashboardVariants);
    }

    private static ValueTask<ApiAnswer> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var id = request.Get(Id)!;
        var selection = new SequenceSelection(
            SequenceFilters.Among(request),
            path => (path.Steps.Count == 0 ? NoSteps : IdOf(path.Steps.Select(s => s.Step.Name))) == id ? 1 : 0);
        return OpenedPage.ReadAsync(request, selection, cancellationToken);
    }

    /// <summary>A short name for a way. A number would be another one's as soon as that is more frequent.</summary>
    public static string IdOf(IEnumerable<string> steps)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var step in steps)
        {
            var name = Encoding.UTF8.GetBytes(step);
            hash.AppendData(BitConverter.GetBytes(name.Length));
            hash.AppendData(name);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}

/// <summary>Variants, each with its id.</summary>
internal sealed record DashboardVariants(
    long Total, long Sequences, IReadOnlyList<DashboardVariant> Variants, double? MedianSeconds, long WithoutSteps)
{
    public static DashboardVariants Of(VariantReport report) => new(
        report.Total, report.Sequences, [.. report.Variants.Select(DashboardVariant.Of)], report.MedianSeconds, report.WithoutSteps);
}

/// <summary>A variant with its id.</summary>
internal sealed record DashboardVariant(
    string Id, int Number, long Count, double Share, double MedianSeconds, IReadOnlyList<string> Steps, VariantOutcomes Outcomes)
{
    public static DashboardVariant Of(PathVariant variant) => new(
        Api.Variants.IdOf(variant.Steps), variant.Number, variant.Count, variant.Share, variant.MedianSeconds, variant.Steps, variant.Outcomes);
}
