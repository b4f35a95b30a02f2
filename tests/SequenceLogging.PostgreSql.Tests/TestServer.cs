using PostgresServer;

namespace SequenceLogging.PostgreSql.Tests;

/// <summary>The server of these tests; whoever asks for it is skipped where there is none.</summary>
internal static class TestServer
{
    public static Server Get()
    {
        Assert.SkipWhen(SharedServer.Absence is not null && !SharedServer.IsRequired, SharedServer.Absence ?? "");
        return SharedServer.Server;
    }
}
