using System.Buffers.Binary;
using LiteDB;
using SequenceLogging.LiteDb.Documents;
using SequenceLogging.Storage;

namespace SequenceLogging.LiteDb.Writing;

/// <summary>A sequence in use: its document, and the state that records change.</summary>
internal sealed class KnownSequence(BsonDocument document, SequenceState state)
{
    private HashSet<int>? _kinds;

    public SequenceState State { get; } = state;

    public BsonDocument Document { get; } = document;

    public string? User => Document.TextOrNull("user_id");

    /// <summary>A sequence that begins.</summary>
    public static KnownSequence New(SequenceId id, NewSequence sequence, SequenceState state)
    {
        var document = new BsonDocument
        {
            ["_id"] = id.ToInt64(),
            ["sequence_id"] = id.ToString(),
            ["created_at"] = RecordTime.ToMicroseconds(sequence.CreatedAt),
        };
        Tell(document, sequence);
        return new KnownSequence(document, state);
    }

    public static KnownSequence Of(BsonDocument document, Func<int, StepKind> kindOf) => new(document, new SequenceState
    {
        Sequence = document.Int64("_id"),
        Status = (SequenceStatus)document.Int32("status"),
        StepCount = document.Int32("step_count"),
        LastStep = document.Int64OrNull("last_step_kind") is { } kind ? kindOf((int)kind) : null,
        LastStepAt = document.Int64("last_step_at"),
        UpdatedAt = document.Int64("updated_at"),
        CompletedAt = document.Int64OrNull("completed_at"),
    });

    /// <summary>The numbers of the steps' kinds that a sequence has.</summary>
    public static IEnumerable<int> KindsOf(BsonDocument document)
    {
        var bytes = document.BytesOrNull("kinds") ?? [];
        for (var at = 0; at + sizeof(int) <= bytes.Length; at += sizeof(int))
        {
            yield return BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
        }
    }

    /// <summary>Adds what was not known of its beginning.</summary>
    public void Complete(NewSequence told)
    {
        Tell(Document, new NewSequence
        {
            CreatedAt = told.CreatedAt,
            UserId = User is null ? told.UserId : UserId.Parse(User),
            Username = Document.TextOrNull("username") ?? told.Username,
            Language = Document.TextOrNull("language") ?? told.Language,
            Metadata = Document.TextOrNull("metadata") ?? told.Metadata,
        });
        Document["created_at"] = Math.Min(Document.Int64("created_at"), RecordTime.ToMicroseconds(told.CreatedAt));
    }

    /// <summary>Notes that it has a step of this kind.</summary>
    public void AddKind(int kind)
    {
        _kinds ??= [.. KindsOf(Document)];
        if (_kinds.Add(kind))
        {
            var bytes = Document.BytesOrNull("kinds") ?? [];
            Array.Resize(ref bytes, bytes.Length + sizeof(int));
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(bytes.Length - sizeof(int)), kind);
            Document["kinds"] = bytes;
        }
    }

    /// <summary>The document as the state is now.</summary>
    public BsonDocument ToDocument()
    {
        Document["status"] = (long)State.Status;
        Document["step_count"] = (long)State.StepCount;
        Document["updated_at"] = State.UpdatedAt;
        return Document
            .With("last_step_kind", State.LastStep is { } step ? new BsonValue((long)step.Id) : null)
            .With("last_step_at", State.LastStep is null ? null : new BsonValue(State.LastStepAt))
            .With("completed_at", State.CompletedAt.OrNone())

            // Only what is open has it, so that a user's open sequence is found among all that are over.
            .With("open_key", State.CompletedAt is null && User is { } user ? Hash.Of(user) : null);
    }

    private static void Tell(BsonDocument document, NewSequence sequence) => document
        .With("user_id", sequence.UserId is { } user ? new BsonValue(WellFormed.Text(user.Value)) : null)
        .With("user_key", sequence.UserId is { } whose ? Hash.Of(whose.Value) : null)
        .With("username", sequence.Username.OrNone())
        .With("language", sequence.Language.OrNone())
        .With("metadata", sequence.Metadata.OrNone());
}
