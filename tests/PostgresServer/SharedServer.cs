namespace PostgresServer;

/// <summary>
/// One server for all tests of an assembly, started when the first asks and stopped with the process. Where there is none, tests
/// are skipped and say why; where <c>SEQLOG_REQUIRE_SERVERS=1</c>, they fail.
/// </summary>
public static class SharedServer
{
    private static readonly Lazy<(Server? Server, string? Reason)> Started = new(() =>
    {
        var started = Server.TryStart();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => started.Server?.Dispose();
        return started;
    });

    /// <summary>Why there is none; null where there is one.</summary>
    public static string? Absence => Started.Value.Reason;

    /// <exception cref="InvalidOperationException">There is none; ask <see cref="Absence"/> first.</exception>
    public static Server Server => Started.Value.Server ?? throw new InvalidOperationException(Absence);

    /// <summary>Whether a test that needs a server is to fail where there is none.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("SEQLOG_REQUIRE_SERVERS") == "1";
}
