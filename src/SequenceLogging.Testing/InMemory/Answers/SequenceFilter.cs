using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Testing.InMemory.Answers;

/// <summary>Whether a sequence fits all that a query names.</summary>
internal sealed class SequenceFilter(SequenceQuery query)
{
    private readonly string? _text = Folded(StoredSequence.WellFormed(query.Text));
    private readonly string? _stepName = StoredSequence.WellFormed(query.StepName);
    private readonly string? _flow = StoredSequence.WellFormed(query.Flow);
    private readonly string? _language = StoredSequence.WellFormed(query.Language);
    private readonly UserId? _user = query.UserId is { } user ? StoredSequence.WellFormed(user) : default(UserId?);
    private readonly long? _idleSince = query.IdleSince is { } since ? RecordTime.ToMicroseconds(since) : null;
    private readonly long? _createdFrom = query.CreatedFrom is { } from ? RecordTime.ToMicroseconds(from) : null;
    private readonly long? _createdBefore = query.CreatedBefore is { } end ? RecordTime.ToMicroseconds(end) : null;
    private readonly (string Component, string Entity)? _entity = query.Component is { } component
        ? (StoredSequence.WellFormed(component.Component)!, StoredSequence.WellFormed(component.Rest)!)
        : null;

    public bool Fits(StoredSequence sequence) =>
        (query.Before is not { } before || sequence.Id < before)
        && (_user is null || sequence.Beginning.UserId == _user)
        && (query.Status is not { } status || sequence.State.Status == status)
        && (query.IsOpen is not { } isOpen || isOpen == sequence.State.CompletedAt is null)
        && (_idleSince is not { } idleSince || sequence.State.UpdatedAt < idleSince)
        && (_language is null || sequence.Beginning.Language == _language)
        && !(RecordTime.ToMicroseconds(sequence.Beginning.CreatedAt) < _createdFrom)
        && !(RecordTime.ToMicroseconds(sequence.Beginning.CreatedAt) >= _createdBefore)
        && (_entity is not { } entity || IsLinked(sequence, entity.Component, entity.Entity))
        && (_stepName is null || sequence.Steps.Exists(step => step.Kind.StepName == _stepName))
        && (_flow is null || sequence.Steps.Exists(step => StepName.Parse(step.Kind.StepName).Flow == _flow))
        && (query.Property is not { } property || property.Fits(sequence.Beginning.Metadata)
            || sequence.Steps.Exists(step => property.Fits(step.Metadata)))
        && (_text is null || Texts(sequence).Any(text => Folded(text)?.Contains(_text, StringComparison.Ordinal) is true));

    /// <summary>"payments:ton_payment:TE5768" is a type with an id, or an id that holds a colon: both are looked for.</summary>
    private static bool IsLinked(StoredSequence sequence, string component, string entity)
    {
        var colon = entity.IndexOf(':', StringComparison.Ordinal);
        return sequence.Links.Exists(link => link.Key.Component == component
            && (link.Key.EntityId == entity
                || (colon >= 0 && link.Key.EntityType == entity[..colon] && link.Key.EntityId == entity[(colon + 1)..])));
    }

    private static IEnumerable<string?> Texts(StoredSequence sequence) =>
    [
        sequence.Beginning.Username,
        sequence.Beginning.Metadata,
        .. sequence.Steps.SelectMany(step => new[] { step.Message, step.Metadata, step.Error }),
        .. sequence.Errors.SelectMany(error => new[] { error.Message, error.Metadata, error.Error }),
    ];

    /// <summary>The text with its ASCII letters in lower case, and all others as they are.</summary>
    private static string? Folded(string? text) => text is null ? null : string.Create(text.Length, text, (folded, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            folded[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
        }
    });
}
