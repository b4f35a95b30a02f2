namespace SequenceLogging.Moving;

/// <summary>How far a copy is.</summary>
/// <param name="Pass">The pass over the source, from 1.</param>
/// <param name="Sequences">Sequences looked at in this pass.</param>
/// <param name="Total">How many the source had when the pass began.</param>
/// <param name="Records">Records written in all passes.</param>
public readonly record struct CopyProgress(int Pass, long Sequences, long Total, long Records);
