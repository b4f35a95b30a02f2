namespace SequenceLogging.Importing;

/// <summary>How far the import of a file is.</summary>
/// <param name="File">The file's name, as the caller gave it.</param>
/// <param name="Lines">Lines read.</param>
/// <param name="Records">Records made of them.</param>
/// <param name="Fraction">Part of the file that is read, 0 to 1; null where its length is not known.</param>
public readonly record struct ImportProgress(string File, long Lines, long Records, double? Fraction);
