namespace SequenceLogging;

/// <summary>The status of a step in JSON as its word.</summary>
public sealed class StepStatusJsonConverter : StringJsonConverter<StepStatus>
{
    private protected override StepStatus Parse(string text) => StatusText.TryParse(text, out StepStatus status)
        ? status
        : throw new FormatException(
            $"\"{Excerpt.Of(text)}\" is not the status of a step. Write started, completed, failed or skipped.");

    private protected override string ToText(StepStatus value) => value.ToText();
}
