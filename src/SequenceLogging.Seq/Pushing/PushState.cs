using System.Text.Json;
using System.Text.Json.Serialization;

namespace SequenceLogging.Seq.Pushing;

/// <summary>How far the push from one store to one server came, in a file that is replaced as a whole.</summary>
internal sealed partial record PushState
{
    private const int KnownFormat = 1;
    private const int MostCheckpoints = 16;

    /// <summary>The version of this file.</summary>
    public int Format { get; init; } = KnownFormat;

    /// <summary>The server's address; never a key.</summary>
    public required string Server { get; init; }

    /// <summary>Steps before are left out.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Steps from then on are left out.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>All steps up to here were acknowledged, or left out.</summary>
    public long Position { get; init; }

    /// <summary>Places on the way, newest first.</summary>
    public IReadOnlyList<Checkpoint> Checkpoints { get; init; } = [];

    /// <summary>Whether an event of that time is one of those that this push is about.</summary>
    public bool Takes(DateTimeOffset at) => !(at < Since) && !(at >= Until);

    public PushState Reach(Checkpoint place) => this with
    {
        Position = place.Position,
        Checkpoints = [place, .. Checkpoints.Take(MostCheckpoints - 1)],
    };

    /// <summary>Reads the file; a new state where there is none.</summary>
    /// <exception cref="SeqException">It belongs to another push, or cannot be read.</exception>
    public static PushState Load(SeqServer server, SeqPushOptions options)
    {
        var path = options.StatePath;
        if (Directory.Exists(path))
        {
            // What is sent could not be noted, and would be sent again each time.
            throw Misfit($"{path} is a folder. Name a file in it with --state.");
        }

        if (!File.Exists(path))
        {
            // The bounds of one journey's push are its own: kept, they would leave out of the next one what nobody asked to.
            return options.Sequence is null
                ? new PushState { Server = server.ToString(), Since = options.Since, Until = options.Until }
                : new PushState { Server = server.ToString() };
        }

        var state = Read(path);
        if (state.Server != server.ToString())
        {
            throw Misfit($"{path} is about {state.Server}. Name another file with --state for {server}.");
        }

        if (options.Sequence is null)
        {
            RequireSame(path, "--since", state.Since, options.Since);
            RequireSame(path, "--until", state.Until, options.Until);
        }

        return state;
    }

    /// <summary>Replaces the file: after a crash it is the old one or the new one.</summary>
    public void Save(string path)
    {
        var next = path + ".next";
        using (var file = new FileStream(next, StateFile.OwnerOnly(FileMode.Create, FileAccess.Write, FileShare.None)))
        {
            JsonSerializer.Serialize(file, this, Json.Default.PushState);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }

    private static PushState Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var state = JsonSerializer.Deserialize(file, Json.Default.PushState);
            return state is { Format: KnownFormat, Position: >= 0 }
                ? state
                : throw Misfit($"{path} was written by another version of this program. Use that one, or name another file with --state.");
        }
        catch (JsonException e)
        {
            throw Misfit($"{path} is no state of a push: {e.Message} Name another file with --state.", e);
        }
    }

    private static void RequireSame(string path, string option, DateTimeOffset? kept, DateTimeOffset? asked)
    {
        if (asked is not null && asked != kept)
        {
            throw Misfit(
                $"{path} was begun {(kept is null ? $"without {option}" : $"with {option} {kept:O}")}, and what it left out is not known one by one. "
                + $"Leave {option} out to go on, or name another file with --state to begin anew.");
        }
    }

    private static SeqException Misfit(string message, Exception? inner = null) => new(SeqFailure.State, message, inner);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
    [JsonSerializable(typeof(PushState))]
    private sealed partial class Json : JsonSerializerContext;
}
