namespace SequenceLogging.Storage;

/// <summary>The texts and blobs that a record can carry; the number is the field's bit in the record's mask.</summary>
internal enum RecordField
{
    Name = 0,
    Component = 1,
    Message = 2,
    Metadata = 3,
    Error = 4,
    Trace = 5,
    EventId = 6,
    Key = 7,
    EntityType = 8,
    EntityId = 9,
    LinkType = 10,
    UserId = 11,
    Username = 12,
    Language = 13,
    Original = 14,
    Count = 15,
}
