namespace SequenceLogging.Sqlite.Native;

/// <summary>
/// SQL for the steps of sequences. A sequence names its last step, and each step the one before it, so that nothing but the two is
/// written with a step; the way back is one look by number for each. docs/decisions/0026 says why.
/// </summary>
internal static class StepChain
{
    /// <summary>Whether one of the steps of <c>sequences s</c> fits a condition on <c>t</c>; for the condition of an outer query.</summary>
    public static string Exists(string columns, string condition) =>
        $"""
        EXISTS (WITH RECURSIVE {Walk(columns, "steps p WHERE p.id = s.last_step")}
                SELECT 1 FROM chain t WHERE {condition})
        """;

    /// <summary>
    /// The steps of the sequences in a range, as the table <c>chain</c> for the query that comes behind it: those of one sequence from
    /// the last to the first.
    /// </summary>
    /// <param name="columns">The columns of <c>steps</c> that are wanted, but for id and previous.</param>
    /// <param name="condition">The condition on <c>sequences r</c>.</param>
    public static string Of(string columns, string condition) =>
        $"WITH RECURSIVE {Walk(columns, $"sequences r CROSS JOIN steps p ON p.id = r.last_step WHERE {condition}")}";

    // Numbers fall on the way, so that a damaged file cannot lead it around for ever.
    private static string Walk(string columns, string last) =>
        $"""
        chain (id, previous, {columns}) AS (
            SELECT p.id, p.previous, {Qualify("p", columns)} FROM {last}
            UNION ALL
            SELECT n.id, n.previous, {Qualify("n", columns)}
              FROM chain c CROSS JOIN steps n ON n.id = c.previous AND n.id < c.id)
        """;

    private static string Qualify(string table, string columns) =>
        string.Join(", ", columns.Split(", ").Select(column => $"{table}.{column}"));
}
