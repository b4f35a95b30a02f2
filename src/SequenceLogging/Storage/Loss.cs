namespace SequenceLogging.Storage;

/// <summary>Records of one sequence that were dropped for one reason. Times are microseconds since 1970-01-01 UTC.</summary>
/// <param name="Reason">Why, as one of <see cref="Delivery.Reasons"/>.</param>
/// <param name="Count">How many.</param>
/// <param name="FirstAt">When the first of their events was.</param>
/// <param name="LastAt">When the last was.</param>
internal readonly record struct Loss(string Reason, long Count, long FirstAt, long LastAt)
{
    public static Loss operator +(Loss left, Loss right) => left with
    {
        Count = left.Count + right.Count,
        FirstAt = Math.Min(left.FirstAt, right.FirstAt),
        LastAt = Math.Max(left.LastAt, right.LastAt),
    };
}
