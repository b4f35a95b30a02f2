namespace SequenceLogging.Delivery;

/// <summary>
/// What a log call does when so much waits to be stored that there is no room. Whatever is dropped is counted, and marked in
/// the journey that it belongs to.
/// </summary>
public enum OverflowPolicy
{
    /// <summary>
    /// Waits up to <see cref="SequenceLogOptions.FullWait"/>, then drops. While the store has made no progress for 3 s it does
    /// not wait: there is no use in holding up the application. This is the default.
    /// </summary>
    Wait = 0,

    /// <summary>Drops at once: for code that must never wait.</summary>
    Drop = 1,

    /// <summary>Waits as long as it takes: for jobs that may stand still, but must not lose anything.</summary>
    Block = 2,
}
