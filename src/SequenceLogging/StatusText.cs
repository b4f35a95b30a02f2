namespace SequenceLogging;

/// <summary>The words for the statuses: lower case in stores, JSON and on the command line; read in any case.</summary>
public static class StatusText
{
    /// <summary><c>active</c>, <c>completed</c>, <c>failed</c> or <c>abandoned</c>.</summary>
    public static string ToText(this SequenceStatus status) => status switch
    {
        SequenceStatus.Active => "active",
        SequenceStatus.Completed => "completed",
        SequenceStatus.Failed => "failed",
        SequenceStatus.Abandoned => "abandoned",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A sequence has no such status."),
    };

    /// <summary><c>started</c>, <c>completed</c>, <c>failed</c> or <c>skipped</c>.</summary>
    public static string ToText(this StepStatus status) => status switch
    {
        StepStatus.Started => "started",
        StepStatus.Completed => "completed",
        StepStatus.Failed => "failed",
        StepStatus.Skipped => "skipped",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A step has no such status."),
    };

    /// <summary>Reads the status of a sequence, if the text is one of its four words.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SequenceStatus status)
    {
        for (status = SequenceStatus.Active; status <= SequenceStatus.Abandoned; status++)
        {
            if (text.Equals(status.ToText(), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        status = default;
        return false;
    }

    /// <summary>Reads the status of a step, if the text is one of its four words.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out StepStatus status)
    {
        for (status = StepStatus.Started; status <= StepStatus.Skipped; status++)
        {
            if (text.Equals(status.ToText(), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        status = default;
        return false;
    }
}
