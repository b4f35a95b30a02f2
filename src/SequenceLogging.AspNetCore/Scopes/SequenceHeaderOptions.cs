namespace SequenceLogging.AspNetCore.Scopes;

/// <summary>To whom a <see cref="SequenceHeaderHandler"/> tells the current sequence, and how.</summary>
public sealed class SequenceHeaderOptions
{
    /// <summary>
    /// The hosts that are told, as <c>orders.internal</c>, or <c>*.internal</c> for all below it. None is told that is not named: an
    /// id says when and how many journeys you have, and whoever believes it adds to them.
    /// </summary>
    public ICollection<string> Hosts { get; } = [];

    /// <summary>
    /// Whether it goes into the W3C baggage as well, beside the members that HttpClient takes along from the current activity;
    /// default false: the header <c>X-Sequence-Id</c> alone.
    /// </summary>
    public bool InBaggage { get; set; }
}
