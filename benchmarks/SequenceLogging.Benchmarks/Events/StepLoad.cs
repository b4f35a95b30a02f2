using Microsoft.Extensions.Logging;

namespace SequenceLogging.Benchmarks.Events;

/// <summary>
/// The work that every store and every peer is given: steps with three properties each, spread over many journeys that are
/// active at once, so that two steps of one journey lie as far apart as they can. The same each time.
/// </summary>
/// <param name="steps">How many steps.</param>
/// <param name="sequences">Over how many journeys.</param>
public sealed class StepLoad(int steps, int sequences = StepLoad.ActiveSequences)
{
    /// <summary>So many journeys are active where nothing else is said.</summary>
    public const int ActiveSequences = 5_000;

    /// <summary>What the events are logged as, and so the component of the steps.</summary>
    public const string Category = "Shop.Ads";

    /// <summary>A prime, so that the journeys take turns in an order that is not theirs.</summary>
    private const long Stride = 7_919;

    private static readonly string[] Names =
    [
        "User_Flow_1_Start", "User_Flow_2_LanguageSelect", "User_Flow_3_MainMenu", "CreateAd_Step_1_Start",
        "CreateAd_Step_2_UploadContent", "CreateAd_Step_3_SelectChannels", "CreateAd_Step_4_SelectDuration",
        "CreateAd_Step_5_PricingCalculation", "CreateAd_Step_6_CalculatePrice", "Payment_Step_1_ProcessTON",
        "Payment_Step_2_PaymentDetected", "Publish_Step_1_SendToChannel",
    ];

    private static readonly decimal[] Prices = [12.5m, 3m, 40.25m, 7.75m];

    private readonly string[] _ads = [.. Enumerable.Range(0, sequences).Select(i => FormattableString.Invariant($"AD-{100_000 + i}"))];

    /// <summary>After so many steps of one journey the same texts come again.</summary>
    public static int Variants => Names.Length;

    public int Steps => steps;

    public int Sequences => sequences;

    /// <summary>Which journey a step belongs to.</summary>
    public int SequenceOf(int step) => (int)(step % sequences * Stride % sequences);

    /// <summary>The how many-th step of its journey it is, from 0.</summary>
    public int PlaceOf(int step) => step / sequences;

    public string NameOf(int step) => Names[PlaceOf(step) % Names.Length];

    public decimal PriceOf(int step) => Prices[PlaceOf(step) % Prices.Length];

    public string AdOf(int step) => _ads[SequenceOf(step)];

    /// <summary>Logs a step, as an application does.</summary>
    public void Log(ILogger logger, int step) => logger.LogInformation(
        "{StepName}: {Price} {Currency} for {Ad}", NameOf(step), PriceOf(step), "TON", AdOf(step));

    /// <summary>The same through Serilog's own interface.</summary>
    public void Log(Serilog.ILogger logger, int step) => logger.Information(
        "{StepName}: {Price} {Currency} for {Ad}", NameOf(step), PriceOf(step), "TON", AdOf(step));

    /// <summary>The message as a person reads it.</summary>
    public string MessageOf(int step) =>
        FormattableString.Invariant($"{NameOf(step)}: {PriceOf(step)} TON for {AdOf(step)}");

    /// <summary>The properties as the metadata of the step.</summary>
    public string MetadataOf(int step) =>
        FormattableString.Invariant($$"""{"Price":{{PriceOf(step)}},"Currency":"TON","Ad":"{{AdOf(step)}}"}""");
}
