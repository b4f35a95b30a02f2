using AdBot.Updates;

namespace WebBot.Demo;

/// <summary>Who the made-up users are, and what they advertise: in as many scripts as a page has to bear.</summary>
internal static class People
{
    private static readonly (string? Username, string FirstName, string Language)[] All =
    [
        ("ann_bakes", "Ann", "en"), (null, "Борис ☕", "ru"), (null, "ليلى 🌸", "ar"), (null, "דנה", "he"), (null, "さくら🌸", "ja"),
        (null, "김민준", "ko"), (null, "मीरा", "hi"), ("zoe_lamps", "Zoë", "fr"), (null, "Jürgen 🥖", "de"), (null, "Nguyễn Ánh", "vi"),
        (null, "محمد 🚲", "ar"), (null, "王小明", "zh"), ("dima_k", "Дима", "ru"), (null, "José 🎸", "es"), (null, "👩‍🎨 Inês", "pt"),
        (null, "Ayşe", "tr"), (null, "ثریا", "fa"), ("carla_m", "Carla", "it"), (null, "Олена 🌻", "uk"), (null, "Σοφία", "el"),
    ];

    private static readonly (string Text, string Tag)[] Ads =
    [
        ("Warm bread every morning from six", "BREAD"), ("Кофе на вынос у метро ☕", "КОФЕ"), ("مصابيح مصنوعة يدويا", "مصابيح"),
        ("Handmade lamps, each one different", "LAMPS"), ("מאפים טריים כל בוקר", "מאפים"), ("手作りの器 🍵", "うつわ"),
        ("Fahrräder, repariert bis abends", "RAD"), ("Clases de guitarra 🎸", "GUITARRA"), ("新鮮水果，當日送達", "水果"),
        ("Вышиванки ручной работы 🌻", "ВЫШИВКА"),
    ];

    public static User Make(long id, Dice dice)
    {
        var (username, firstName, language) = dice.Pick(All);
        return new User(id, username, language) { FirstName = firstName };
    }

    public static (string Text, string Tag) AdOf(Dice dice) => dice.Pick(Ads);

    /// <summary>Of the languages that the bot speaks, the one that is nearest.</summary>
    public static string NearestLanguage(User user) => user.LanguageCode switch
    {
        "ru" or "uk" => "ru",
        "ar" or "fa" => "ar",
        _ => "en",
    };
}
