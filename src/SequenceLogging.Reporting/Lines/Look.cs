namespace SequenceLogging.Reporting.Lines;

/// <summary>The few looks that text can have. What each is made of, a colour or a weight, is for whoever draws it to say.</summary>
internal enum Look
{
    Plain,
    Dim,
    Strong,
    Good,
    Warning,
    Bad,
    Alarm,
    Accent,
    Id,
}
