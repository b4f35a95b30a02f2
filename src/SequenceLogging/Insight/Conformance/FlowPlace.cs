namespace SequenceLogging.Insight.Conformance;

/// <summary>A place in a flow: one step, or several of which one stands for the others.</summary>
/// <param name="Number">Its number in the flow, as the names of its steps tell it, or from 1 in a flow that is declared in code.</param>
/// <param name="Names">The names of its steps.</param>
/// <param name="IsOptional">Whether a journey may pass over it.</param>
/// <param name="Within">How long after the flow's step before it may be made; null for any time.</param>
public sealed record FlowPlace(int Number, IReadOnlyList<string> Names, bool IsOptional = false, TimeSpan? Within = null)
{
    /// <summary>What stands between the steps of a <see cref="Label"/>.</summary>
    public const string Or = " | ";

    /// <summary>Its steps in one text: <c>CreateAd_Step_3_Text | CreateAd_Step_3_Photo</c>.</summary>
    public string Label => string.Join(Or, Names);
}
