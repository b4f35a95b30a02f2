using System.Text.Json.Serialization;

namespace AdBot.Updates;

// The parts of the Bot API's types that this bot looks at, under the API's own names; https://core.telegram.org/bots/api

internal sealed record Update(long UpdateId, Message? Message, CallbackQuery? CallbackQuery)
{
    /// <summary>Who sent it; null for kinds of updates that this bot does not know.</summary>
    [JsonIgnore]
    public User? From => Message?.From ?? CallbackQuery?.From;
}

internal sealed record User(long Id, string? Username, string? LanguageCode)
{
    public string? FirstName { get; init; }

    /// <summary>What people call the user: not everybody has a username, and a first name may be in any script.</summary>
    [JsonIgnore]
    public string? Name => Username ?? FirstName;
}

internal sealed record Chat(long Id, string? Username);

internal sealed record Message(
    long MessageId,
    User? From,
    Chat Chat,
    long Date,
    string? Text,
    IReadOnlyList<PhotoSize>? Photo,
    string? Caption,
    IReadOnlyList<MessageEntity>? CaptionEntities)
{
    [JsonIgnore]
    public DateTimeOffset SentAt => DateTimeOffset.FromUnixTimeSeconds(Date);
}

internal sealed record PhotoSize(string FileId, long? FileSize);

/// <summary>Something in a text, as a hashtag; offset and length count UTF-16 units, as .NET does.</summary>
internal sealed record MessageEntity(string Type, int Offset, int Length);

/// <summary>A button was pressed.</summary>
internal sealed record CallbackQuery(string Id, User From, string? Data);
