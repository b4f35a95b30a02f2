namespace SequenceLogging;

// <Flow>_Step_<n>[_<Label>] or <Flow>_Flow_<n>[_<Label>]: read anew at each question, so that a name costs nothing but its text.
public readonly partial record struct StepName
{
    private const int MaxOrdinalDigits = 6;

    // "_Step_" and "_Flow_" are equally long.
    private const int MarkerLength = 6;

    /// <summary>The family of the step, <c>CreateAd</c> in <c>CreateAd_Step_6_Price</c>; null when the name tells none.</summary>
    public string? Flow => TryGetFlow(Value, out Range flow, out _) ? Value[flow] : null;

    /// <summary><see cref="Flow"/> without a string of its own; empty when the name tells no flow.</summary>
    public ReadOnlySpan<char> FlowSpan => TryGetFlow(Value, out Range flow, out _) ? Value.AsSpan()[flow] : default;

    /// <summary>The number of the step in its flow, from 1; null when the name tells no flow.</summary>
    public int? Ordinal => TryGetFlow(Value, out _, out int ordinal) ? ordinal : null;

    /// <summary>What follows the number, <c>Price</c> in <c>CreateAd_Step_6_Price</c>; null when nothing does.</summary>
    public string? Label =>
        TryFindFlow(Value, out _, out _, out int end) && end + 1 < Value.Length ? Value[(end + 1)..] : null;

    /// <summary>Finds the flow and the number that a name tells, if it tells any. Takes no memory.</summary>
    /// <param name="name">Any text.</param>
    /// <param name="flow">Where in the name the flow stands.</param>
    /// <param name="ordinal">The number of the step in the flow, from 1.</param>
    public static bool TryGetFlow(ReadOnlySpan<char> name, out Range flow, out int ordinal)
    {
        bool found = TryFindFlow(name, out int length, out ordinal, out _);
        flow = ..length;
        return found;
    }

    // The first place counts where a flow stands before the marker and a number behind it.
    private static bool TryFindFlow(ReadOnlySpan<char> name, out int flowLength, out int ordinal, out int end)
    {
        for (int at = 1; at + MarkerLength < name.Length; at++)
        {
            int next = name[at..].IndexOf('_');
            if (next < 0)
            {
                break;
            }
            at += next;
            ReadOnlySpan<char> rest = name[at..];
            if ((rest.StartsWith("_Step_", StringComparison.Ordinal) || rest.StartsWith("_Flow_", StringComparison.Ordinal))
                && TryReadOrdinal(rest[MarkerLength..], out ordinal, out int digits))
            {
                flowLength = at;
                end = at + MarkerLength + digits;
                return true;
            }
        }
        flowLength = ordinal = end = 0;
        return false;
    }

    private static bool TryReadOrdinal(ReadOnlySpan<char> text, out int ordinal, out int digits)
    {
        ordinal = digits = 0;
        while (digits < text.Length && digits <= MaxOrdinalDigits && char.IsAsciiDigit(text[digits]))
        {
            ordinal = ordinal * 10 + (text[digits++] - '0');
        }
        return ordinal > 0 && digits <= MaxOrdinalDigits && (digits == text.Length || text[digits] == '_');
    }
}
