using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>
/// Notes which kinds of steps there are among neighbouring sequences. Places are added and removed only by whoever holds the row of
/// the last position: so nobody waits for a place, and none goes while somebody counts on it.
/// </summary>
internal static class StepPlaces
{
    /// <summary>So many bits of a sequence's number are not part of its place: 64 neighbours have one.</summary>
    public const int Shift = 6;

    private const int MostAtOnce = 20_000;

    /// <summary>So many steps of others get their places with one batch: all nodes wait meanwhile.</summary>
    private const int MostUnnoted = 200_000;

    public static long Of(long sequence) => sequence >> Shift;

    /// <summary>A condition that a number is of a sequence in a place.</summary>
    public static string IsIn(string sequence, string place) =>
        FormattableString.Invariant($"{sequence} BETWEEN {place} << {Shift} AND (({place} + 1) << {Shift}) - 1");

    /// <summary>Notes the places of a batch's steps, behind these.</summary>
    /// <param name="statements">Those that have raised the last position.</param>
    /// <param name="steps">The batch's steps.</param>
    /// <param name="unnotedBehind">Up to where places were noted, where somebody has noted none since; null where all are noted.</param>
    public static void Add(Statements statements, IReadOnlyCollection<StepRow> steps, long? unnotedBehind)
    {
        if (steps.Count == 0)
        {
            return;
        }

        foreach (var some in steps.Select(s => (Kind: s.Kind.Id, Place: Of(s.Sequence))).Distinct().Chunk(MostAtOnce))
        {
            statements.Add(
                "INSERT INTO step_places (kind, place) SELECT * FROM unnest($1::int[], $2::bigint[]) ON CONFLICT DO NOTHING",
                Parameter.Ints(some.Select(s => s.Kind)),
                Parameter.Numbers(some.Select(s => s.Place)));
        }

        if (unnotedBehind is { } noted)
        {
            // What others have noted meanwhile is not looked at; the number tells the server how little is left.
            statements
                .Add(
                    FormattableString.Invariant(
                        $"""
                        INSERT INTO step_places (kind, place)
                        SELECT DISTINCT kind, sequence >> {Shift} FROM steps
                         WHERE position > $1
                           AND position > (SELECT value FROM store_numbers WHERE name = 'noted_position')
                           AND position <= (SELECT value + $2 FROM store_numbers WHERE name = 'noted_position')
                        ON CONFLICT DO NOTHING
                        """),
                    Parameter.Number(noted), Parameter.Number(MostUnnoted))
                .Add(
                    """
                    UPDATE store_numbers SET value = least(value + $1, (SELECT value FROM store_numbers WHERE name = 'position'))
                     WHERE name = 'noted_position'
                    """,
                    Parameter.Number(MostUnnoted));
            return;
        }

        // Not where a program of an older version has come in between: then this batch's steps are among those to note.
        statements.Add(
            """
            UPDATE store_numbers SET value = value + $1
             WHERE name = 'noted_position' AND value + $1 = (SELECT value FROM store_numbers WHERE name = 'position')
            """,
            Parameter.Number(steps.Count));
    }

    /// <summary>Removes the places of sequences that were removed, where no other sequence is left; last in a transaction.</summary>
    public static async Task RemoveEmptyAsync(Work work, IEnumerable<long> removed, CancellationToken cancellationToken)
    {
        var places = removed.Select(Of).Distinct().ToArray();
        if (places.Length == 0)
        {
            return;
        }

        var isEmpty = $"NOT EXISTS (SELECT 1 FROM sequences s WHERE {IsIn("s.id", "p.place")})";
        using var ask = work.Statements().Add(
            $"SELECT p.place FROM unnest($1::bigint[]) AS p (place) WHERE {isEmpty}", Parameter.Numbers(places));
        var answers = await ask.AskAsync(cancellationToken).ConfigureAwait(false);
        List<long> empty;
        await using (answers.ConfigureAwait(false))
        {
            empty = await answers.AllAsync(row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        }

        using var remove = work.Statements()
            .AddIf(empty.Count > 0, "UPDATE store_numbers SET value = value + 0 WHERE name = 'position'")
            .AddIf(
                empty.Count > 0,
                $"DELETE FROM step_places p WHERE p.kind IN (SELECT id FROM step_kinds) AND p.place = ANY($1) AND {isEmpty}",
                Parameter.Numbers(empty));
        await remove.RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
