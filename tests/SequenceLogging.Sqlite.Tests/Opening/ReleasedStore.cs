using SequenceLogging.Sqlite.Native;

namespace SequenceLogging.Sqlite.Tests.Opening;

/// <summary>
/// The stores that released versions wrote, as <c>sqlite3 .dump</c> shows them (<c>Released/versionN.sql</c>). Such a file is never
/// changed; a version that is new gets one of its own before the next is begun.
/// </summary>
internal static class ReleasedStore
{
    public static void Create(int version, string path)
    {
        using var stream = typeof(ReleasedStore).Assembly.GetManifestResourceStream($"version{version}.sql")
            ?? throw new ArgumentOutOfRangeException(nameof(version), version, "There is no store of this version.");
        using var dump = new StreamReader(stream);
        using var database = Database.OpenWriter(path, TimeSpan.FromSeconds(1));
        database.Execute(dump.ReadToEnd());
    }
}
