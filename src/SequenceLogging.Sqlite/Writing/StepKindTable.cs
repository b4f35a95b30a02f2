using System.Text;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Writing;

/// <summary>The store's numbers for pairs of component and step name. Rows are never changed, so they may be remembered.</summary>
internal sealed class StepKindTable(Database database)
{
    // Applications that put data into step names must not fill the memory with them.
    private const int MostRemembered = 50_000;

    private readonly Dictionary<byte[], StepKind> _byName = new(Utf8Keys.Comparer);
    private readonly Dictionary<int, StepKind> _byId = [];
    private byte[] _key = new byte[512];

    /// <summary>Finds the kind of a step, adding it where it is new.</summary>
    public StepKind Get(ReadOnlySpan<byte> component, ReadOnlySpan<byte> stepName)
    {
        var key = KeyOf(component, stepName);
        var byName = _byName.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (byName.TryGetValue(key, out var kind))
        {
            return kind;
        }

        var componentText = Encoding.UTF8.GetString(component);
        var stepText = Encoding.UTF8.GetString(stepName);
        if (!StepName.TryParse(stepText, out _))
        {
            // A reader could not say it either, and with it nothing of the whole journey.
            throw new SequenceStoreException($"A step's name is blank or longer than {StepName.MaxLength} characters.")
            {
                Kind = StoreErrorKind.BadData,
            };
        }

        database
            .Prepare("INSERT INTO step_kinds (component, step_name) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .Bind(1, componentText).Bind(2, stepText).Run();

        using var select = database.Prepare("SELECT id FROM step_kinds WHERE component = ? AND step_name = ?");
        select.Bind(1, componentText).Bind(2, stepText).Step();
        kind = new StepKind(select.Int32(0), componentText, stepText);
        Remember(key, kind);
        return kind;
    }

    public StepKind Get(int id)
    {
        if (_byId.TryGetValue(id, out var kind))
        {
            return kind;
        }

        using var select = database.Prepare("SELECT component, step_name FROM step_kinds WHERE id = ?");
        if (!select.Bind(1, id).Step())
        {
            throw new SequenceStoreException($"{database.Path} has a sequence whose last step is of kind {id}, which is missing.")
            {
                Kind = StoreErrorKind.Corrupt,
            };
        }

        kind = new StepKind(id, select.Text(0), select.Text(1));
        _byId[id] = kind;
        return kind;
    }

    public void Forget()
    {
        _byName.Clear();
        _byId.Clear();
    }

    private void Remember(ReadOnlySpan<byte> key, StepKind kind)
    {
        if (_byName.Count >= MostRemembered)
        {
            Forget();
        }

        _byName.Add(key.ToArray(), kind);
        _byId[kind.Id] = kind;
    }

    private ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> component, ReadOnlySpan<byte> stepName)
    {
        var length = component.Length + 1 + stepName.Length;
        if (_key.Length < length)
        {
            _key = new byte[length];
        }

        // 0xFF is no byte of UTF-8, so no two pairs have the same key.
        component.CopyTo(_key);
        _key[component.Length] = 0xFF;
        stepName.CopyTo(_key.AsSpan(component.Length + 1));
        return _key.AsSpan(0, length);
    }
}
