namespace AdBot.Flows;

/// <summary>What the bot remembers of its talk with one user.</summary>
internal sealed class Conversation
{
    /// <summary>The chat to answer in.</summary>
    public string Chat { get; set; } = "";

    public AdDraft? Draft { get; set; }
}

/// <summary>An ad that is being made; each part is there once its step is done.</summary>
internal sealed class AdDraft
{
    public AdContent? Content { get; set; }

    public HashSet<string> Channels { get; } = [];

    public bool ChannelsAreChosen { get; set; }

    public int Days { get; set; }

    public decimal? Price { get; set; }
}

/// <summary>What is advertised.</summary>
/// <param name="Ad">Number of the ad: that of the message that brought it.</param>
/// <param name="Text">Text, or caption of the photo.</param>
/// <param name="Photo">File id of the photo; null for none.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="Tag">First hashtag of the caption, without #; null for none.</param>
internal sealed record AdContent(long Ad, string Text, string? Photo, DateTimeOffset SentAt, string? Tag);
