using SequenceLogging.Journeys;
using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.BotDatabase;

/// <summary>Reads one journey of the bot, in its own terms; what became of it is for <see cref="BotHistory"/> to say.</summary>
internal sealed class BotJourneyReader(Database database, BotColumns columns, Action<string, long, string> bad)
{
    private readonly BotRows _steps = new(database, BotColumns.Steps);
    private readonly BotRows _links = new(database, BotColumns.Links);

    /// <summary>Reads which rows were added since the last time; in the transaction of what is read next.</summary>
    public void Refresh()
    {
        _steps.Read();
        _links.Read();
    }

    /// <summary>The journey; null where there is none.</summary>
    public BotJourney? Read(SequenceId id)
    {
        var text = id.ToString();
        using var row = database.Prepare(
            $"SELECT rowid, {columns.SequenceColumns} FROM {BotColumns.Sequences} WHERE sequence_id = ?");
        if (!row.Bind(1, text).Step())
        {
            return null;
        }

        var number = row.Int64(0);
        var status = BotValues.SequenceStatusOf(row.TextOrNull(5));
        var completedAt = TimeOf(BotColumns.Sequences, number, "completed_at", row.TextOrNull(8));
        if (status is null)
        {
            bad(BotColumns.Sequences, number,
                $"\"{Excerpt.Of(row.Text(5))}\" is no status that is known; the journey is {(completedAt is null ? "active" : "completed")}, "
                + "and the word is the reason");
        }

        var createdAt = TimeOf(BotColumns.Sequences, number, "created_at", row.TextOrNull(6));
        var begun = createdAt ?? new DateTimeOffset(id.Year, id.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var steps = ReadSteps(text, begun);
        createdAt ??= steps.Count > 0 ? steps[0].Timestamp : begun;
        return new BotJourney
        {
            Id = id,
            UserId = UserOf(number, row.TextOrNull(2)),
            Username = row.TextOrNull(3),
            Language = row.TextOrNull(4),
            Status = status ?? (completedAt is null ? SequenceStatus.Active : SequenceStatus.Completed),
            UnknownStatus = status is null ? row.TextOrNull(5) : null,
            CreatedAt = createdAt.Value,
            UpdatedAt = TimeOf(BotColumns.Sequences, number, "updated_at", row.TextOrNull(7)),
            CompletedAt = completedAt,
            Metadata = BotValues.Metadata(row.TextOrNull(9)),
            Steps = steps,
            Links = ReadLinks(text, createdAt.Value),
        };
    }

    /// <summary>Tells of rows whose sequence is not there.</summary>
    public void FindOrphans(Func<string, bool> isThere)
    {
        foreach (var (table, rows) in (ReadOnlySpan<(string, BotRows)>)[(BotColumns.Steps, _steps), (BotColumns.Links, _links)])
        {
            foreach (var (sequence, orphans) in rows.All)
            {
                if (!isThere(sequence))
                {
                    orphans.ForEach(row => bad(table, row, $"its sequence \"{Excerpt.Of(sequence)}\" was not imported; it was left out"));
                }
            }
        }
    }

    private List<SequenceStep> ReadSteps(string sequence, DateTimeOffset begun)
    {
        var steps = new List<(long Order, SequenceStep Step)>();
        using var row = database.Prepare($"SELECT {columns.StepColumns} FROM {BotColumns.Steps} WHERE rowid = ?");
        foreach (var number in _steps.Of(sequence))
        {
            row.Dispose(); // of the row before
            if (row.Bind(1, number).Step() && ReadStep(row, number, begun) is { } step)
            {
                begun = step.Timestamp;
                steps.Add((row.Int64OrNull(3) ?? long.MaxValue, step));
            }
        }

        return [.. steps.OrderBy(s => s.Order).Select((s, i) => s.Step with { Order = i + 1 })];
    }

    private SequenceStep? ReadStep(Statement row, long number, DateTimeOffset before)
    {
        if (!StepName.TryParse(row.TextOrNull(1), out var name))
        {
            bad(BotColumns.Steps, number,
                $"\"{Excerpt.Of(row.Text(1))}\" is no step name: it must be a text of 1 to {StepName.MaxLength} characters; it was left out");
            return null;
        }

        var error = row.TextOrNull(8) is { Length: > 0 } message ? message : null;
        var word = row.TextOrNull(4);
        var status = string.IsNullOrWhiteSpace(word)
            ? error is null ? StepStatus.Completed : StepStatus.Failed
            : BotValues.StepStatusOf(word);
        var metadata = BotValues.Metadata(row.TextOrNull(7));
        if (status is null)
        {
            bad(BotColumns.Steps, number,
                $"\"{Excerpt.Of(word)}\" is no status that is known; the step is {(error is null ? "completed" : "failed")}, and the word is in its metadata");
            metadata = BotValues.With(metadata, "bot_status", word);
        }

        return new SequenceStep
        {
            StepName = name,
            Component = row.TextOrNull(2) is { } component && !string.IsNullOrWhiteSpace(component) ? component : name.Flow,
            Status = status ?? (error is null ? StepStatus.Completed : StepStatus.Failed),
            Timestamp = TimeOf(BotColumns.Steps, number, "timestamp", row.TextOrNull(5), before) ?? before,
            DurationMs = row.DoubleOrNull(6),
            Message = row.TextOrNull(9) is { Length: > 0 } text ? text : null,
            Metadata = metadata,
            Error = error,
        };
    }

    private List<SequenceLink> ReadLinks(string sequence, DateTimeOffset begun)
    {
        var links = new List<SequenceLink>();
        using var row = database.Prepare($"SELECT {columns.LinkColumns} FROM {BotColumns.Links} WHERE rowid = ?");
        foreach (var number in _links.Of(sequence))
        {
            row.Dispose(); // of the row before
            if (!row.Bind(1, number).Step())
            {
                continue;
            }

            var text = $"{row.Text(1)}:{row.Text(2)}:{row.Text(3)}";
            if (!ComponentLink.TryParse(text, out var link) || link.Component != row.Text(1))
            {
                bad(BotColumns.Links, number, $"\"{Excerpt.Of(text)}\" is no link: it must be component:type:entity id; it was left out");
                continue;
            }

            var at = TimeOf(BotColumns.Links, number, "created_at", row.TextOrNull(5), begun) ?? begun;
            Add(links, new SequenceLink
            {
                Component = link.Component,
                EntityType = link.EntityType,
                EntityId = link.EntityId,
                LinkType = row.TextOrNull(4) is { } type && !string.IsNullOrWhiteSpace(type) ? type : "primary",
                FirstSeen = at,
                LastSeen = at,
                Metadata = BotValues.Metadata(row.TextOrNull(6)),
            });
        }

        return links;
    }

    /// <summary>The same link twice is one that was seen twice.</summary>
    private static void Add(List<SequenceLink> links, SequenceLink link)
    {
        var at = links.FindIndex(l => (l.ToString(), l.LinkType) == (link.ToString(), link.LinkType));
        if (at < 0)
        {
            links.Add(link);
            return;
        }

        var known = links[at];
        links[at] = known with
        {
            FirstSeen = known.FirstSeen < link.FirstSeen ? known.FirstSeen : link.FirstSeen,
            LastSeen = known.LastSeen > link.LastSeen ? known.LastSeen : link.LastSeen,
            Metadata = link.Metadata ?? known.Metadata,
        };
    }

    private UserId? UserOf(long number, string? text)
    {
        if (UserId.TryParse(text, out var user))
        {
            return user;
        }

        if (!string.IsNullOrEmpty(text))
        {
            bad(BotColumns.Sequences, number, $"\"{Excerpt.Of(text)}\" is no user id; the journey is nobody's");
        }

        return null;
    }

    private DateTimeOffset? TimeOf(string table, long number, string column, string? text, DateTimeOffset? instead = null)
    {
        var time = BotValues.Time(text);
        if (time is null && (!string.IsNullOrWhiteSpace(text) || instead is not null))
        {
            bad(table, number, $"its {column} \"{Excerpt.Of(text)}\" is no time; it has that of what came before it");
        }

        return time;
    }
}
