using AdBot.Outbox;
using AdBot.Payments;
using AdBot.Updates;
using Serilog;

namespace AdBot.Flows;

/// <summary>
/// From the idea to the payment. It logs as any code does; StepName and LinkComponent in a template are all that makes a
/// step and a link, and whatever else the template names is kept with them. Answers false where the draft is not so far:
/// old messages keep their buttons for ever.
/// </summary>
internal sealed class CreateAdFlow(IOutbox outbox, IEnumerable<IPaymentMethod> methods)
{
    public async Task<bool> StartAsync(Conversation talk)
    {
        talk.Draft = new AdDraft();
        Log.Information("{StepName} from the main menu", "CreateAd_Step_1_Start");
        await outbox.SendAsync(new Letter(talk.Chat, "Send me your ad: a text, or a photo with a caption."));
        return true;
    }

    public async Task<bool> UploadAsync(Message message, Conversation talk)
    {
        if (talk.Draft is not { Price: null } draft || (message.Text ?? message.Caption) is not { } text)
        {
            return false;
        }

        var photo = message.Photo is [.., var largest] ? largest : null;
        draft.Content = new AdContent(message.MessageId, text, photo?.FileId, message.SentAt, TagOf(message));

        // The length, not the text: what users write is theirs, and does not belong into a log.
        Log.Information(
            "{StepName}: {LinkComponent}, {ContentKind} with {TextLength} characters",
            "CreateAd_Step_2_UploadContent",
            $"ads:ad:{draft.Content.Ad}",
            photo is null ? "text" : "photo",
            text.Length);

        var channels = PriceList.Channels.Select(c => new Button($"{c.Key}, {c.Value} TON a day", $"channel:{c.Key}"));
        await outbox.SendAsync(new Letter(
            talk.Chat, "Where shall it appear?", Buttons: [.. channels, new("Done", "channels:done")]));
        return true;
    }

    public static bool AddChannel(string channel, Conversation talk)
    {
        if (talk.Draft is not { Content: not null, ChannelsAreChosen: false } draft || !PriceList.Channels.ContainsKey(channel))
        {
            return false;
        }

        draft.Channels.Add(channel);
        return true;
    }

    public async Task<bool> SelectChannelsAsync(Conversation talk)
    {
        if (talk.Draft is not { ChannelsAreChosen: false, Channels.Count: > 0 } draft)
        {
            return false;
        }

        draft.ChannelsAreChosen = true;
        Log.Information("{StepName}: {ChannelCount} chosen", "CreateAd_Step_3_SelectChannels", draft.Channels.Count);
        foreach (var channel in draft.Channels)
        {
            Log.Information(
                "Linked {LinkComponent}: {PricePerDay} {Currency} a day",
                $"channels:channel:{channel}",
                PriceList.Channels[channel],
                PriceList.Currency);
        }

        await outbox.SendAsync(new Letter(
            talk.Chat, "For how long?", Buttons: [.. PriceList.Days.Select(d => new Button($"{d} days", $"days:{d}"))]));
        return true;
    }

    public async Task<bool> SelectDurationAsync(string value, Conversation talk)
    {
        if (talk.Draft is not { ChannelsAreChosen: true, Price: null } draft
            || PriceList.Days.FirstOrDefault(d => $"{d}" == value) is not (> 0 and var days))
        {
            return false;
        }

        draft.Days = days;
        Log.Information("{StepName}: {Days} days", "CreateAd_Step_4_SelectDuration", days);

        var perDay = draft.Channels.Sum(c => PriceList.Channels[c]);
        var discount = PriceList.DiscountFor(days);
        Log.Information(
            "{StepName}: {PricePerDay} a day, {Discount:P0} off", "CreateAd_Step_5_PricingCalculation", perDay, discount);

        var price = perDay * days * (1 - discount);
        draft.Price = price;
        Log.Information("{StepName}: {Price:0.##} {Currency}", "CreateAd_Step_6_CalculatePrice", price, PriceList.Currency);
        var ways = methods.Select(m => new Button($"Pay with {m.Name}", $"pay:{m.Name.ToLowerInvariant()}"));
        await outbox.SendAsync(new Letter(
            talk.Chat, $"That is {price:0.##} {PriceList.Currency}.", Buttons: [.. ways, new("Cancel", "ad:cancel")]));
        return true;
    }

    public async Task<bool> PayAsync(string way, Conversation talk)
    {
        if (talk.Draft is not { Content: { } content, Price: { } price } draft
            || methods.FirstOrDefault(m => m.Name.Equals(way, StringComparison.OrdinalIgnoreCase)) is not { } method)
        {
            return false;
        }

        talk.Draft = null; // Paid once: the button does nothing when it is pressed again.
        Log.Information("{StepName}: {PaymentMethod}", "CreateAd_Step_7_PaymentMethod", method.Name);
        var payment = new Payment(method.NumberFor(content.Ad), talk.Chat, content, [.. draft.Channels], draft.Days, price);
        await outbox.SendAsync(new Letter(talk.Chat, await method.BeginAsync(payment)));
        return true;
    }

    private static string? TagOf(Message message) =>
        message.CaptionEntities?.FirstOrDefault(e => e.Type == "hashtag") is { Length: > 1 } tag
        && message.Caption is { } caption && tag.Offset >= 0 && tag.Offset + tag.Length <= caption.Length
            ? caption.Substring(tag.Offset + 1, tag.Length - 1)
            : null;
}
