using System.Globalization;
using SequenceLogging.Sqlite.Native;
using SequenceLogging.Sqlite.Schema;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Examining;

/// <summary>Versions, settings and rights.</summary>
internal sealed class SettingsFindings(string path)
{
    private const int FirstAtRisk = 3_007_000, LastAtRisk = 3_051_002;

    private const UnixFileMode ForOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static StoreFinding SqliteVersion() => SqliteVersion(Database.SqliteVersion, Database.SqliteVersionNumber);

    /// <param name="version">As <c>3.50.4</c>.</param>
    /// <param name="number">As 3050004.</param>
    public static StoreFinding SqliteVersion(string version, int number) =>
        number is >= FirstAtRisk and <= LastAtRisk
            ? new StoreFinding(
                "sqlite_version",
                FindingLevel.Notice,
                $"{version}, which has the WAL-reset bug (3.7.0 to 3.51.2): two programs that write or checkpoint at once can damage a file",
                "All that write through this library take turns by a lock of their own, so they do not meet it. Let no other program "
                + "write to the store or checkpoint it; reading is safe.")
            : new StoreFinding("sqlite_version", FindingLevel.Good, version);

    public static StoreFinding SchemaVersion(Database database)
    {
        var version = database.ReadNumber("PRAGMA user_version") ?? 0;
        var text = version.ToString(CultureInfo.InvariantCulture);
        return version == StoreSchema.Version
            ? new StoreFinding("schema_version", FindingLevel.Good, text)
            : new StoreFinding(
                "schema_version",
                FindingLevel.Notice,
                FormattableString.Invariant($"{version}, and this build knows 1 to {StoreSchema.Version}"),
                StoreSchema.TextOfNewer(database.Path, version));
    }

    public static StoreFinding JournalMode(Database database)
    {
        // How writers sync is a setting of their connections, not of the file; this library's is FULL, and none of its options.
        var mode = database.ReadText("PRAGMA journal_mode") ?? "";
        return mode == "wal"
            ? new StoreFinding("journal_mode", FindingLevel.Good, "wal; this library commits with synchronous=FULL")
            : new StoreFinding(
                "journal_mode",
                FindingLevel.Notice,
                mode,
                "The next application that opens it for writing sets it to wal. A backup is as it should be.");
    }

    public StoreFinding FileMode()
    {
        if (OperatingSystem.IsWindows())
        {
            return new StoreFinding("file_mode", FindingLevel.Good, "by the rights of its folder");
        }

        var mode = File.GetUnixFileMode(path);
        var text = Convert.ToString((int)mode, 8);
        return (mode & ForOthers) == 0
            ? new StoreFinding("file_mode", FindingLevel.Good, text + ", for its owner only")
            : new StoreFinding("file_mode", FindingLevel.Notice, text + ", not for its owner only", $"chmod 600 {path}");
    }
}
