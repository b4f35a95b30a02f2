using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Reading;

/// <summary>The names behind the numbers of steps, each looked up once in a question.</summary>
internal sealed class StepNames(Database database)
{
    private readonly Dictionary<long, (StepName Name, string? Component)> _names = [];

    public StepName? NameOf(long? kind) => kind is { } number ? Of(number).Name : null;

    public (StepName Name, string? Component) Of(long kind)
    {
        if (!_names.TryGetValue(kind, out var name))
        {
            var document = database.ById(Collections.StepKinds, kind)
                ?? throw new SequenceStoreException($"The store has a step of kind {kind}, and no such kind.") { Kind = StoreErrorKind.Corrupt };
            var component = document.Text("component");
            name = (StepName.Parse(document.Text("step_name")), component.Length == 0 ? null : component);
            _names.Add(kind, name);
        }

        return name;
    }
}
