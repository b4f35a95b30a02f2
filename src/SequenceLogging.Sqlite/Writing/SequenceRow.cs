using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>A sequence as this file has it: its state, and where its steps are.</summary>
internal sealed class SequenceRow(SequenceState state)
{
    /// <summary>What the rules are about.</summary>
    public SequenceState State { get; } = state;

    /// <summary>The first of its steps in the file; null before that.</summary>
    public long? FirstStep { get; private set; }

    /// <summary>The last one, from which the way goes back to the first.</summary>
    public long? LastStep { get; private set; }

    /// <summary>Whether the batch has changed it; then <see cref="StatusBefore"/> says what its status was.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Its status in the file.</summary>
    public SequenceStatus StatusBefore { get; set; }

    /// <summary>Says which steps the file has of it.</summary>
    public void Place(long? first, long? last) => (FirstStep, LastStep) = (first, last);

    /// <summary>Notes a step that was written behind the others.</summary>
    public void AddStep(long step)
    {
        FirstStep ??= step;
        LastStep = step;
    }
}
