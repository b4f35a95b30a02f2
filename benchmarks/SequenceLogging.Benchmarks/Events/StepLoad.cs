using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace SequenceLogging.Benchmarks.Events;

/// <summary>
/// The work that every store and every peer is given: steps with some properties each, spread over many journeys that are
/// active at once, so that two steps of one journey lie as far apart as they can. The same each time.
/// </summary>
public sealed class StepLoad
{
    /// <summary>So many journeys are active where nothing else is said.</summary>
    public const int ActiveSequences = 5_000;

    /// <summary>So many properties a step has beside its name, where nothing else is said.</summary>
    public const int UsualProperties = 3;

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
    private static readonly string[] Properties = ["Price", "Currency", "Ad", .. Enumerable.Range(4, 60).Select(i => $"Detail{i}")];

    private readonly string[] _ads;
    private readonly string _template;
    private readonly int _properties;
    private readonly int _linkEvery;

    /// <param name="steps">How many steps.</param>
    /// <param name="sequences">Over how many journeys.</param>
    /// <param name="properties">How many properties each has beside its name.</param>
    /// <param name="linkEvery">Each so many-th step of a journey links it to something new; 0 for none.</param>
    public StepLoad(int steps, int sequences = ActiveSequences, int properties = UsualProperties, int linkEvery = 0)
    {
        Steps = steps;
        Sequences = sequences;
        _properties = properties;
        _linkEvery = linkEvery;
        _ads = [.. Enumerable.Range(0, sequences).Select(i => FormattableString.Invariant($"AD-{100_000 + i}"))];
        _template = "{StepName}:" + string.Concat(Properties.Take(properties).Select(name => $" {{{name}}}"));
    }

    /// <summary>After so many steps of one journey the same texts come again.</summary>
    public static int Variants => Names.Length;

    public int Steps { get; }

    public int Sequences { get; }

    public int Links => _linkEvery == 0 ? 0 : Enumerable.Range(0, Steps).Count(IsLinked);

    /// <summary>Which journey a step belongs to.</summary>
    public int SequenceOf(int step) => (int)(step % Sequences * Stride % Sequences);

    /// <summary>The how many-th step of its journey it is, from 0.</summary>
    public int PlaceOf(int step) => step / Sequences;

    public string NameOf(int step) => Names[PlaceOf(step) % Names.Length];

    // A load has one template, which depends on how many properties it has.
#pragma warning disable CA2254

    /// <summary>Logs a step, as an application does.</summary>
    public void Log(ILogger logger, int step)
    {
        if (IsLinked(step))
        {
            logger.LogInformation(_template + " {LinkComponent}", [.. ArgumentsOf(step), LinkOf(step)]);
        }
        else
        {
            logger.LogInformation(_template, ArgumentsOf(step));
        }
    }

    /// <summary>The same through Serilog's own interface.</summary>
    public void Log(Serilog.ILogger logger, int step) => logger.Information(_template, ArgumentsOf(step));

#pragma warning restore CA2254

    /// <summary>The message as a person reads it.</summary>
    public string MessageOf(int step)
    {
        var message = new StringBuilder(NameOf(step)).Append(':');
        for (var i = 0; i < _properties; i++)
        {
            message.Append(CultureInfo.InvariantCulture, $" {ValueOf(step, i)}");
        }

        return IsLinked(step) ? message.Append(' ').Append(LinkOf(step)).ToString() : message.ToString();
    }

    /// <summary>The properties as the metadata of the step.</summary>
    public string MetadataOf(int step)
    {
        var json = new StringBuilder("{");
        for (var i = 0; i < _properties; i++)
        {
            var value = ValueOf(step, i);
            json.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}\"{Properties[i]}\":")
                .Append(value is decimal ? string.Create(CultureInfo.InvariantCulture, $"{value}") : $"\"{value}\"");
        }

        return json.Append('}').ToString();
    }

    private object?[] ArgumentsOf(int step)
    {
        var arguments = new object?[1 + _properties];
        arguments[0] = NameOf(step);
        for (var i = 0; i < _properties; i++)
        {
            arguments[1 + i] = ValueOf(step, i);
        }

        return arguments;
    }

    private object ValueOf(int step, int property) => property switch
    {
        0 => Prices[PlaceOf(step) % Prices.Length],
        1 => "TON",
        2 => _ads[SequenceOf(step)],
        _ => "some detail",
    };

    private bool IsLinked(int step) => _linkEvery > 0 && PlaceOf(step) % _linkEvery == 0;

    private static string LinkOf(int step) => FormattableString.Invariant($"ads:ad:{step}");
}
