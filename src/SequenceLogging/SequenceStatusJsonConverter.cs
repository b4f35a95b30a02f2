namespace SequenceLogging;

/// <summary>The status of a sequence in JSON as its word.</summary>
public sealed class SequenceStatusJsonConverter : StringJsonConverter<SequenceStatus>
{
    private protected override SequenceStatus Parse(string text) => StatusText.TryParse(text, out SequenceStatus status)
        ? status
        : throw new FormatException(
            $"\"{Excerpt.Of(text)}\" is not the status of a sequence. Write active, completed, failed or abandoned.");

    private protected override string ToText(SequenceStatus value) => value.ToText();
}
