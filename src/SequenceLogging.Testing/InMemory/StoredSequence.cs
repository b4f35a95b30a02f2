using System.Text;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.Testing.InMemory;

/// <summary>A sequence with all that belongs to it; what is in the lists is in the order in which it came.</summary>
internal sealed class StoredSequence(SequenceId id, NewSequence beginning, SequenceState state)
{
    public SequenceId Id { get; } = id;

    public NewSequence Beginning { get; private set; } = Kept(beginning);

    public SequenceState State { get; set; } = state;

    public List<StepRow> Steps { get; } = [];

    public List<LinkRow> Links { get; } = [];

    public List<ErrorRow> Errors { get; } = [];

    public List<StatusRow> Statuses { get; } = [];

    public List<string> Keys { get; } = [];

    /// <summary>Whether nothing is known of its beginning but a time.</summary>
    public bool IsAdopted => Beginning is { UserId: null, Username: null, Language: null, Metadata: null };

    /// <summary>Adds to its beginning what is not known yet.</summary>
    public void Complete(NewSequence told)
    {
        var kept = Kept(told);
        Beginning = new NewSequence
        {
            CreatedAt = kept.CreatedAt < Beginning.CreatedAt ? kept.CreatedAt : Beginning.CreatedAt,
            UserId = Beginning.UserId ?? kept.UserId,
            Username = Beginning.Username ?? kept.Username,
            Language = Beginning.Language ?? kept.Language,
            Metadata = Beginning.Metadata ?? kept.Metadata,
        };
    }

    /// <summary>Adds a link, or brings it up to date where it is there.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Link(LinkRow link)
    {
        var index = Links.FindIndex(known => known.Key == link.Key);
        if (index < 0)
        {
            Links.Add(link);
            return true;
        }

        var known = Links[index];
        Links[index] = known with
        {
            FirstSeen = Math.Min(known.FirstSeen, link.FirstSeen),
            LastSeen = Math.Max(known.LastSeen, link.LastSeen),
            Metadata = link.Metadata ?? known.Metadata,
        };
        return false;
    }

    /// <summary>
    /// As other stores keep it, so that a test finds what it would find there: whole microseconds of UTC, and texts that UTF-8
    /// can hold (a lone surrogate becomes U+FFFD).
    /// </summary>
    private static NewSequence Kept(NewSequence sequence) => new()
    {
        CreatedAt = RecordTime.FromMicroseconds(RecordTime.ToMicroseconds(sequence.CreatedAt)),
        UserId = sequence.UserId is { } user ? WellFormed(user) : default(UserId?),
        Username = WellFormed(sequence.Username),
        Language = WellFormed(sequence.Language),
        Metadata = WellFormed(sequence.Metadata),
    };

    /// <summary>The user as UTF-8 can hold the id.</summary>
    public static UserId WellFormed(UserId user) => new(WellFormed(user.Value)!);

    /// <summary>The text as UTF-8 can hold it.</summary>
    public static string? WellFormed(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
