using System.Reflection;
using System.Text.Json;
using SequenceLogging.AspNetCore.Dashboard;
using SequenceLogging.Delivery;
using SequenceLogging.Journeys;
using SequenceLogging.Reporting.Exports;
using SequenceLogging.Retention;
using SequenceLogging.Storage;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>What the store is: its size and settings, its counters, what is kept how long, what was rejected.</summary>
internal sealed class StoreCondition(JourneySource source)
{
    private const int MostRejected = 50;

    private static readonly ApiParameter<long?> BeforeRejected = new(
        "before", "Only those below this one: the id of the last one of the page before.", text => long.TryParse(
            text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw new FormatException($"{Quoted.Text(text)} is no id of a rejected event. Write its number."))
    {
        SchemaType = "integer",
    };

    public ApiResource Summary => new(
        "store", "Its name, size, settings, counters, what is kept how long, delivery, and what was rejected last.", typeof(StoreAnswer), ReadAsync)
    {
        IsShared = true,
    };

    public static ApiResource Rejected { get; } = new(
        "rejected", "Events that made no sense and were set aside, newest first.", typeof(IReadOnlyList<RejectedEvent>), ReadRejectedAsync)
    {
        Parameters = [BeforeRejected, Parameters.Limit],
    };

    public static ApiResource Examination { get; } = new(
        "store/examination", "Reads all of the store and says whether it is well, and what became of every id. It may take long.",
        typeof(ExaminationAnswer), ExamineAsync)
    {
        IsShared = true,
    };

    private async ValueTask<ApiAnswer> ReadAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var statistics = await Statistics.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        var findings = await request.Reader.LookAsync(cancellationToken).ConfigureAwait(false);
        return ApiAnswer.Json(
            new StoreAnswer
            {
                Name = request.Options.StoreName ?? source.Name,
                SizeBytes = await request.Reader.GetSizeAsync(cancellationToken).ConfigureAwait(false),
                Findings = [.. findings.Select(Finding.Of)],
                Counters = statistics.Counters,
                Retention = source.Log?.Retention is { } limits ? KeptFor.Of(limits) : null,
                Library = typeof(SequenceLog).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
                Delivery = statistics.Delivery,
                DeliveryHealth = source.Log?.Health,
                Rejected = await request.Reader.ReadRejectedAsync(limit: MostRejected, cancellationToken: cancellationToken).ConfigureAwait(false),
            },
            AnswerJson.Readable.StoreAnswer);
    }

    private static async ValueTask<ApiAnswer> ReadRejectedAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var limit = request.Get(Parameters.Limit) ?? 20;
        var page = await request.Reader.ReadRejectedAsync(request.Get(BeforeRejected), limit, cancellationToken).ConfigureAwait(false);
        return ApiAnswer.Json(page, JourneyJson.OnOneLine.IReadOnlyListRejectedEvent) with
        {
            Next = page.Count == limit ? (BeforeRejected.Name, page[^1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null,
        };
    }

    private static async ValueTask<ApiAnswer> ExamineAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var examination = await request.Reader.ExamineAsync(cancellationToken).ConfigureAwait(false);
        return ApiAnswer.Json(
            new ExaminationAnswer(
                examination.Findings.All(f => f.Level is not FindingLevel.Problem) && examination.Ids.All(i => i.Unexplained == 0),
                [.. examination.Findings.Select(Finding.Of)],
                examination.Ids),
            AnswerJson.Readable.ExaminationAnswer);
    }
}

/// <summary>What is known of the store without reading all of it.</summary>
internal sealed record StoreAnswer
{
    public string? Name { get; init; }

    public long SizeBytes { get; init; }

    /// <summary>Versions, files, settings: one line each.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The last number issued in each month.</summary>
    public required IReadOnlyList<MonthCounter> Counters { get; init; }

    /// <summary>What is kept how long; null where a reader alone does not know.</summary>
    public KeptFor? Retention { get; init; }

    /// <summary>The version of the library.</summary>
    public required string Library { get; init; }

    public required DeliveryTotals Delivery { get; init; }

    public DeliveryHealth? DeliveryHealth { get; init; }

    /// <summary>The newest rejected events.</summary>
    public required IReadOnlyList<RejectedEvent> Rejected { get; init; }
}

/// <summary>The condition of a store, as the command line's doctor tells it.</summary>
/// <param name="Healthy">Whether nothing is wrong, and every number is accounted for.</param>
/// <param name="Findings">What was looked at.</param>
/// <param name="Ids">The account of every number that was issued, oldest month first.</param>
internal sealed record ExaminationAnswer(bool Healthy, IReadOnlyList<Finding> Findings, IReadOnlyList<IdAccount> Ids);

/// <summary>One thing that was looked at; <paramref name="Level"/> is good, notice or problem.</summary>
internal sealed record Finding(string Name, string Level, string Value, string? Advice)
{
    public static Finding Of(StoreFinding finding) => new(
        finding.Name, JsonNamingPolicy.CamelCase.ConvertName(finding.Level.ToString()), finding.Value, finding.Advice);
}

/// <summary>What is kept, as <see cref="SequenceLogOptions"/> says it.</summary>
/// <param name="Days">Ended sequences go after so many days; null for never.</param>
/// <param name="Bytes">The oldest go where the store is greater; null for any size.</param>
/// <param name="Active">Whether open ones stay whatever their age.</param>
internal sealed record KeptFor(double? Days, long? Bytes, bool Active)
{
    public static KeptFor Of(RetentionLimits limits) => new(limits.RetainFor?.TotalDays, limits.RetainBytes, limits.RetainActive);
}
