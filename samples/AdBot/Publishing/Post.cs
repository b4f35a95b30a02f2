namespace AdBot.Publishing;

/// <summary>A post that waits to be published.</summary>
/// <param name="PostId">As <c>POST-87-1</c>.</param>
/// <param name="SequenceId">The journey that it belongs to, as text; null for none.</param>
/// <param name="Channel">As <c>@i3lani</c>.</param>
/// <param name="Text">Text, or caption of the photo.</param>
/// <param name="Photo">File id of the photo; null for none.</param>
/// <param name="Customer">The chat of who paid for it.</param>
/// <param name="IsLast">Whether the journey is at its end when this is out.</param>
internal sealed record Post(
    string PostId, string? SequenceId, string Channel, string Text, string? Photo, string Customer, bool IsLast);
