namespace SequenceLogging.Benchmarks.Peers;

/// <summary>The table of the peers that write rows themselves: what our own holds of a step, and no index.</summary>
internal static class StepTable
{
    public const string Create =
        """
        CREATE TABLE steps (
            id          INTEGER PRIMARY KEY,
            sequence    INTEGER NOT NULL,
            step_order  INTEGER NOT NULL,
            kind        INTEGER NOT NULL,
            status      INTEGER NOT NULL,
            timestamp   INTEGER NOT NULL,
            message     TEXT,
            metadata    TEXT
        )
        """;

    public const string Insert =
        "INSERT INTO steps (sequence, step_order, kind, status, timestamp, message, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)";

    public const string Messages = "SELECT message FROM steps ORDER BY id";
}
