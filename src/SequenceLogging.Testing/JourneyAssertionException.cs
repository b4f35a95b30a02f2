namespace SequenceLogging.Testing;

/// <summary>
/// A journey is not what a test expects. The message says what was expected, and shows the journey as it is. It belongs to no test
/// framework; xunit.v3 counts it as a failed assertion.
/// </summary>
#pragma warning disable CA1032 // A test framework has no cause to make one; a message is what it is about.
public sealed class JourneyAssertionException(string message) : Exception(message), IAssertionException;
#pragma warning restore CA1032
