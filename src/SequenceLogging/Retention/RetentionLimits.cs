namespace SequenceLogging.Retention;

/// <summary>What a log keeps, as its options say it.</summary>
/// <param name="RetainFor"><see cref="SequenceLogOptions.RetainFor"/>.</param>
/// <param name="RetainBytes"><see cref="SequenceLogOptions.RetainBytes"/>.</param>
/// <param name="RetainActive"><see cref="SequenceLogOptions.RetainActive"/>.</param>
public sealed record RetentionLimits(TimeSpan? RetainFor, long? RetainBytes, bool RetainActive);
