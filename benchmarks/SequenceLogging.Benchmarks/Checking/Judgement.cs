namespace SequenceLogging.Benchmarks.Checking;

/// <summary>One line of the table: what was to be reached, and what was.</summary>
/// <param name="Target">As <c>P5</c>.</param>
/// <param name="What">What was measured.</param>
/// <param name="Limit">What it is to be, in words.</param>
/// <param name="Measured">What it is, or why that is not known.</param>
/// <param name="IsMet">Null where it could not be measured.</param>
public sealed record Judgement(string Target, string What, string Limit, string Measured, bool? IsMet)
{
    public string Verdict => IsMet switch
    {
        true => "met",
        false => "MISSED",
        null => "not measured",
    };
}
