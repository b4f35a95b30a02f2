namespace SequenceLogging.Testing;

/// <summary>
/// Marks an exception as a failed assertion for xunit.v3, which looks for an interface of this name in any namespace: the test has
/// failed, and not broken down.
/// </summary>
internal interface IAssertionException;
