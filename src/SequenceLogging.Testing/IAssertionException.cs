namespace SequenceLogging.Testing;

/// <summary>
/// Marks an exception as a failed assertion for xunit.v3, which looks for an interface of this name in any namespace and then shows
/// the message without the exception's type.
/// </summary>
internal interface IAssertionException;
