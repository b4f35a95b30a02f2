using AdBot.Flows;

namespace AdBot.Payments;

/// <summary>A payment that is waited for.</summary>
/// <param name="Number">As <c>TE5768</c>; the user puts it into the comment of his transfer.</param>
/// <param name="Chat">Where to tell him about it.</param>
/// <param name="Content">What is paid for.</param>
/// <param name="Channels">Where it is to appear.</param>
/// <param name="Days">For how long.</param>
/// <param name="Price">In TON.</param>
internal sealed record Payment(
    string Number, string Chat, AdContent Content, IReadOnlyList<string> Channels, int Days, decimal Price);
