namespace SequenceLogging.Reporting.Lines;

/// <summary>A piece of a <see cref="Phrase"/> that looks the same from its beginning to its end.</summary>
internal readonly record struct PhrasePart(string Text, Look Look);
