using SequenceLogging.Storage;

namespace SequenceLogging.Testing.InMemory;

/// <summary>The steps that the store has met, numbered from 1.</summary>
internal sealed class StepKinds
{
    private readonly List<StepKind> _kinds = [];
    private readonly Dictionary<(string Component, string StepName), StepKind> _byName = [];

    public int Count => _kinds.Count;

    public StepKind this[int id] => _kinds[id - 1];

    public StepKind? Find(string component, string stepName) => _byName.GetValueOrDefault((component, stepName));

    /// <summary>Adds the next one; its number is one more than <see cref="Count"/>.</summary>
    public void Add(StepKind kind)
    {
        _kinds.Add(kind);
        _byName.Add((kind.Component, kind.StepName), kind);
    }

    /// <summary>Takes the names from kinds that nothing but statistics speaks of any more.</summary>
    public void Anonymise(Predicate<StepKind> isTelling)
    {
        foreach (var kind in _kinds.Where(kind => isTelling(kind)).ToList())
        {
            _byName.Remove((kind.Component, kind.StepName));
            _kinds[kind.Id - 1] = new StepKind(kind.Id, "", FormattableString.Invariant($"erased {kind.Id}"));
        }
    }
}
