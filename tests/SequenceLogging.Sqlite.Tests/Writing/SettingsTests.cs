using SequenceLogging.Sqlite.Opening;
using SequenceLogging.Sqlite.Schema;
using SequenceLogging.Sqlite.Writing;

namespace SequenceLogging.Sqlite.Tests.Writing;

/// <summary>The settings that durability rests on, as the writing connection itself tells them.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("synchronous", 2)] // FULL
    [InlineData("wal_autocheckpoint", 0)]
    [InlineData("journal_size_limit", WalCheckpoint.SizeAfterReset)]
    [InlineData("busy_timeout", 30_000)]
    public void TheWritingConnectionIsSetUp(string pragma, long value)
    {
        using var connection = StoreOpening.Open(_folder.File("sequences.db"), TimeProvider.System);

        Assert.Equal(value, connection.ReadNumber("PRAGMA " + pragma));
    }

    [Fact]
    public void TheFileIsMarkedAsAStoreWithAWriteAheadLog()
    {
        using var connection = StoreOpening.Open(_folder.File("sequences.db"), TimeProvider.System);
        using var mode = connection.Prepare("PRAGMA journal_mode");

        Assert.True(mode.Step());
        Assert.Equal("wal", mode.Text(0));
        Assert.Equal(0x5345514C, connection.ReadNumber("PRAGMA application_id"));
        Assert.Equal(StoreSchema.Version, connection.ReadNumber("PRAGMA user_version"));
    }

    [Fact]
    public void ACheckpointThatMayNotWaitLeavesTheConnectionPatient()
    {
        using var connection = StoreOpening.Open(_folder.File("sequences.db"), TimeProvider.System);

        connection.CheckpointAndTruncate(TimeSpan.FromMilliseconds(1));

        Assert.Equal(30_000, connection.ReadNumber("PRAGMA busy_timeout"));
    }
}
