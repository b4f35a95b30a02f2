namespace SequenceLogging.Benchmarks.Profiling;

/// <summary>What a thread was doing at a moment.</summary>
/// <param name="Thread">The thread's number.</param>
/// <param name="At">When, in milliseconds.</param>
/// <param name="Methods">What was on its stack, the innermost first.</param>
internal sealed record ThreadSample(long Thread, double At, IReadOnlyList<string> Methods);
