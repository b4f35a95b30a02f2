using System.Diagnostics;
using SequenceLogging.Sqlite.Tests.Prompt;
using SequenceLogging.Sqlite.Tests.Recovery;

namespace SequenceLogging.Sqlite.Tests.Opening;

/// <summary>What may lie at the path of a store when it is opened.</summary>
internal sealed class FilesToMeet(StoreUnderTest files)
{
    private const UnixFileMode Everybody = (UnixFileMode)0x1FF, Readable = (UnixFileMode)0x124, Enterable = (UnixFileMode)0x16D;

    private string Folder => Path.GetDirectoryName(files.Path)!;

    /// <summary>Makes it.</summary>
    /// <returns>The last id that was issued there.</returns>
    public Task<long> MakeAsync(string what) =>
        (Task<long>)(GetType().GetMethod(what)?.Invoke(this, []) ?? throw new ArgumentException(what, nameof(what)));

    /// <summary>All files with what is in them; the lock is always made, and always empty.</summary>
    public IReadOnlyDictionary<string, string> Snapshot() => Directory
        .GetFileSystemEntries(Folder)
        .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .ToDictionary(file => file, file => Directory.Exists(file) ? "a folder" : Convert.ToBase64String(File.ReadAllBytes(file)));

    public static Task<long> Nothing() => Task.FromResult(0L);

    public Task<long> PathThatIsAFolder()
    {
        Directory.CreateDirectory(files.Path);
        return Nothing();
    }

    public Task<long> EmptyFile()
    {
        File.WriteAllBytes(files.Path, []);
        return Nothing();
    }

    public async Task<long> EmptyFileBesideAWal()
    {
        await StoreOfADeadProcess();
        File.Delete(files.Path + ".ids");
        return await EmptyFile();
    }

    public Task<long> TextFile()
    {
        File.WriteAllText(files.Path, new string('x', 5_000));
        return Nothing();
    }

    public Task<long> OtherDatabase()
    {
        using var other = new SqlPrompt(files.Path);
        other.Execute("PRAGMA journal_mode = DELETE; CREATE TABLE photos (id INTEGER PRIMARY KEY, name TEXT)");
        return Nothing();
    }

    public async Task<long> OtherDatabaseWithItsWal()
    {
        using (var other = new SqlPrompt(files.Path))
        {
            other.Execute("PRAGMA journal_mode = WAL; CREATE TABLE photos (id INTEGER PRIMARY KEY, name TEXT)");
            other.Execute("PRAGMA wal_checkpoint(TRUNCATE); INSERT INTO photos (name) VALUES ('one'), ('two')");
        }

        return await Nothing();
    }

    public Task<long> NewerVersion() => WithVersionAsync(6, "PRAGMA wal_checkpoint(TRUNCATE)");

    public Task<long> NewerVersionInTheWal() => WithVersionAsync(6, "SELECT 1");

    public Task<long> UnknownVersion() => WithVersionAsync(0, "PRAGMA wal_checkpoint(TRUNCATE)");

    public async Task<long> ReadOnlyFile()
    {
        await AloneAsync();
        Mode(files.Path, Readable);
        Mode(Folder, Everybody);
        return 20;
    }

    public Task<long> ReadOnlyFolder()
    {
        Mode(Folder, Enterable);
        return Nothing();
    }

    public async Task<long> ReadOnlyFolderWithAStore()
    {
        await AloneAsync();
        Mode(files.Path, Everybody);
        Mode(Folder, Enterable);
        return 20;
    }

    public async Task<long> HalfAStore()
    {
        await AloneAsync();
        using var file = new FileStream(files.Path, FileMode.Open);
        file.SetLength(file.Length / 8192 * 4096);
        return 20;
    }

    public async Task<long> HeaderOfGarbage()
    {
        await AloneAsync();
        using var file = new FileStream(files.Path, FileMode.Open);
        file.Write(new byte[100]);
        return 20;
    }

    public async Task<long> JournalOfAnotherDatabase()
    {
        await AloneAsync();
        using var other = new SqlPrompt(files.File("photos.db"));
        other.Execute("PRAGMA journal_mode = DELETE; CREATE TABLE photos (id INTEGER PRIMARY KEY, name TEXT)");
        other.Execute("WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO photos SELECT i, hex(zeroblob(50)) FROM n");
        other.Execute("PRAGMA cache_size = 1; BEGIN; UPDATE photos SET name = hex(randomblob(50))");
        Copy(files.File("photos.db-journal"), files.Path + "-journal");
        other.Execute("ROLLBACK");
        return 20;
    }

    /// <summary>20 sequences in the file and 40 in the WAL.</summary>
    public async Task<long> StoreOfADeadProcess()
    {
        await files.FillAsync(20);
        await LeaveWalAsync(40);
        return 60;
    }

    public async Task<long> WalCutInTheMiddle()
    {
        var last = await StoreOfADeadProcess();
        using var wal = new FileStream(files.Path + "-wal", FileMode.Open);
        wal.SetLength(wal.Length / 2);
        return last;
    }

    public async Task<long> WalSpoiledInTheMiddle()
    {
        var last = await StoreOfADeadProcess();
        using var wal = new FileStream(files.Path + "-wal", FileMode.Open);
        wal.Position = wal.Length / 2;
        wal.Write(new byte[500]);
        return last;
    }

    /// <summary>A backup was put in place, and the WAL of the store after it stayed.</summary>
    public async Task<long> WalOfALaterTime()
    {
        await files.FillAsync(20);
        var backup = files.CopyTo("backup.db");
        await files.FillAsync(200);
        await LeaveWalAsync(40);
        File.Move(backup, files.Path, overwrite: true);
        return 260;
    }

    public async Task<long> WalOfAnotherStore()
    {
        await files.FillAsync(20);
        var mine = files.CopyTo("mine.db");
        var marks = await File.ReadAllBytesAsync(files.Path + ".ids");
        File.Delete(files.Path);
        await files.FillAsync(300);
        await LeaveWalAsync(40);
        File.Move(mine, files.Path, overwrite: true);
        await File.WriteAllBytesAsync(files.Path + ".ids", marks);
        return 20;
    }

    public async Task<long> WalOfAnotherDatabase()
    {
        await AloneAsync();
        using (var other = new SqlPrompt(files.File("photos.db")))
        {
            other.Execute("PRAGMA journal_mode = WAL; CREATE TABLE photos (id INTEGER PRIMARY KEY, name TEXT)");
            Copy(files.File("photos.db-wal"), files.Path + "-wal");
        }

        return 20;
    }

    private async Task<long> WithVersionAsync(int version, string then)
    {
        await AloneAsync();
        using (var prompt = new SqlPrompt(files.Path))
        {
            prompt.Execute($"PRAGMA user_version = {version}; {then}");
        }

        return 20;
    }

    /// <summary>A closed store of 20 sequences, and no other file.</summary>
    private async Task AloneAsync()
    {
        await files.FillAsync(20);
        foreach (var side in new[] { "-wal", "-shm", ".lock" })
        {
            File.Delete(files.Path + side);
        }

        Directory.Delete(files.Path + ".journal", recursive: true);
    }

    /// <summary>Adds sequences that are in the WAL alone, as when the process is killed.</summary>
    private async Task LeaveWalAsync(int sequences)
    {
        Copy(files.Path, files.File("before"));
        await using (var store = files.Open())
        {
            for (var i = 0; i < sequences; i++)
            {
                await StoreUnderTest.NextAsync(store, $"user {i}");
            }

            Copy(files.Path + "-wal", files.File("wal"));
        }

        File.Move(files.File("before"), files.Path, overwrite: true);
        File.Move(files.File("wal"), files.Path + "-wal", overwrite: true);
        File.Delete(files.Path + "-shm");
    }

    // By another process: to close a file of an open store here would end the locks that SQLite has on it.
    private static void Copy(string from, string to)
    {
        using var copy = Process.Start("cp", [from, to]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }

    private static void Mode(string path, UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file modes.");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
