namespace AdBot.Flows;

/// <summary>Where ads can be published, and for how much. Put your own channels here; the bot must be their admin.</summary>
internal static class PriceList
{
    public const string Currency = "TON";

    /// <summary>TON per day.</summary>
    public static IReadOnlyDictionary<string, decimal> Channels { get; } = new Dictionary<string, decimal>
    {
        ["@i3lani"] = 1.5m,
        ["@bakery_daily"] = 1.0m,
        ["@coffee_today"] = 2.0m,
    };

    public static IReadOnlyList<int> Days { get; } = [1, 5, 30];

    /// <summary>A month is a quarter cheaper.</summary>
    public static decimal DiscountFor(int days) => days >= 30 ? 0.25m : 0m;
}
