using SequenceLogging.Testing;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace SequenceLogging.Cli.Tests.Docs;

/// <summary>
/// Twelve days of an advertising bot, the same each time: people write an ad, see a price, pay in TON or Stars, and are published;
/// some leave at the price, some payments fail, and ann waits for hers.
/// </summary>
internal sealed class DemoBot
{
    private const int JourneysADay = 40;

    private readonly Random _random = new(5_768);
    private readonly TestClock _clock = new(Samples.Now.AddDays(-12));
    private readonly SequenceLog _log;
    private readonly Logger _logger;
    private DateTimeOffset _at;
    private int _ads = 86;

    private DemoBot(string store)
    {
        _log = SequenceLog.Open(new SequenceLogOptions { TimeProvider = _clock }.UseSqlite(store));
        _logger = new LoggerConfiguration().MinimumLevel.Verbose().Enrich.WithSequence().WriteTo.Sequences(_log).CreateLogger();
    }

    public static async Task FillAsync(string store)
    {
        var bot = new DemoBot(store);
        var start = Samples.Now.AddDays(-12);
        for (var i = 0; i < 12 * JourneysADay; i++)
        {
            if (i == (12 * JourneysADay) - 9)
            {
                bot.AnnsJourney();
            }

            bot.Journey(start + (i * TimeSpan.FromDays(1) / JourneysADay), 400_000 + (bot._random.Next(300) * 17));
        }

        await bot._logger.DisposeAsync();
        await bot._log.DisposeAsync();
    }

    // 12.5 TON were sent, and nothing has been heard of them for three hours.
    private void AnnsJourney()
    {
        using var scope = Begin(Samples.Now.AddHours(-3.5), 566_158_428, "ann", "en", "summer");
        CreateAd("TON", 12.5);
        Wait(20);
        Step("Payment_Step_1_ProcessTON", ("Amount", 12.5), ("Currency", "TON"));
        Link("payments:ton_payment:TE5768");
    }

    private void Journey(DateTimeOffset start, long user)
    {
        string[] names = ["bob", "мария", "سارا", "李雷", "zoe 🎈", "carlos", "иван", "dana"];
        string[] languages = ["en", "ru", "fa", "zh", "en", "es", "ru", "en"];
        var who = (int)(user / 17 % names.Length);
        using var scope = Begin(start, user, names[who], languages[who], _random.Next(3) == 0 ? "summer" : "none");
        var stars = _random.Next(4) == 0;
        var price = Math.Round(1 + (_random.NextDouble() * 40), 1);
        if (!CreateAd(stars ? "STARS" : "TON", price) || _random.Next(100) < 22)
        {
            return; // the price was too high
        }

        Wait(15 + _random.Next(60));
        if (Pay(stars, price) && Publish())
        {
            Wait(1);
            Write(LogEventLevel.Information, null, "Done", ("SequenceStatus", "completed"));
        }
    }

    private bool CreateAd(string currency, double price)
    {
        Step("User_Flow_1_Start");
        string[] steps = ["CreateAd_Step_1_ChooseFormat", "CreateAd_Step_2_UploadContent", "CreateAd_Step_3_ChooseChannels"];
        foreach (var step in steps)
        {
            Wait(5 + _random.Next(90));
            Step(step);
            if (_random.Next(100) < 4)
            {
                return false;
            }
        }

        if (_random.Next(10) == 0)
        {
            Wait(20);
            Step("CreateAd_Step_2_UploadContent"); // another picture
        }

        Wait(10 + _random.Next(40));
        if (_random.Next(12) > 0)
        {
            Step("CreateAd_Step_4_ChooseDays");
            Wait(5);
        }

        Step("CreateAd_Step_5_ChooseCurrency", ("Currency", currency));
        Wait(1);
        Step("CreateAd_Step_6_CalculatePrice", ("Price", price), ("Currency", currency));
        Link(FormattableString.Invariant($"ads:ad:{++_ads}"));
        return true;
    }

    private bool Pay(bool stars, double price)
    {
        var first = stars ? "Payment_Step_1_ProcessStars" : "Payment_Step_1_ProcessTON";
        if (_random.Next(100) < (stars ? 3 : 7))
        {
            Wait(30);
            Write(
                LogEventLevel.Error, new TimeoutException("the wallet did not answer in 30 s"), "{StepName}",
                ("StepName", first), ("Component", "Payment"), ("DurationMs", 30_000.0), ("Amount", price));
            if (_random.Next(2) == 0)
            {
                return false;
            }

            Wait(60);
        }

        Step(first, ("Amount", price), ("Currency", stars ? "STARS" : "TON"));
        Link(FormattableString.Invariant($"payments:{(stars ? "stars" : "ton")}_payment:{(stars ? "ST" : "TE")}{5_000 + _ads}"));
        Wait(20 + _random.Next(180));
        Step("Payment_Step_2_PaymentDetected", ("Amount", price));
        Wait(2);
        Step("Payment_Step_3_Confirm");
        return true;
    }

    private bool Publish()
    {
        Wait(5);
        Step("Publish_Step_1_Schedule");
        Wait(600 + _random.Next(7_200));
        Step("Publish_Step_2_Post");
        Link(FormattableString.Invariant($"published_messages:message:@i3lani:{12_000 + _ads}"));
        return true;
    }

    private Context.SequenceScope Begin(DateTimeOffset at, long user, string name, string language, string campaign)
    {
        _clock.Set(at);
        _at = at;
        return _log.Begin(user, name, language, new Dictionary<string, object?> { ["Campaign"] = campaign });
    }

    private void Wait(double seconds) => _at += TimeSpan.FromSeconds(seconds);

    private void Link(string link) => Write(LogEventLevel.Information, null, "Linked {LinkComponent}", ("LinkComponent", link));

    private void Step(string name, params (string Name, object Value)[] properties) => Write(
        LogEventLevel.Information, null, "{StepName}",
        [("StepName", name), ("Component", name.Split('_')[0]), ("DurationMs", (double)_random.Next(3, 60)), .. properties]);

    private void Write(LogEventLevel level, Exception? error, string template, params (string Name, object Value)[] properties)
    {
        // What would happen later than now has not happened yet.
        if (_at < Samples.Now)
        {
            _logger.Write(new LogEvent(
                _at, level, error, new MessageTemplateParser().Parse(template),
                properties.Select(p => new LogEventProperty(p.Name, new ScalarValue(p.Value)))));
        }
    }
}
