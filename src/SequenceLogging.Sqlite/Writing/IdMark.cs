namespace SequenceLogging.Sqlite.Writing;

/// <summary>The last number of a month that was issued.</summary>
/// <param name="Year">UTC year.</param>
/// <param name="Month">UTC month, 1 to 12.</param>
/// <param name="Number">The number; 0 where all were given back.</param>
internal readonly record struct IdMark(int Year, int Month, long Number);
