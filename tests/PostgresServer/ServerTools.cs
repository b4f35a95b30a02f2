using System.Diagnostics;

namespace PostgresServer;

/// <summary>The programs of PostgreSQL on this machine, run as a user that may run a server: root may not.</summary>
internal static class ServerTools
{
    private const string ServerUser = "postgres";

    /// <summary>The folder of initdb and pg_ctl, of the newest version that is there; null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Whether commands have to be run as another user.</summary>
    public static bool IsRoot { get; } = OperatingSystem.IsLinux() && Environment.UserName == "root";

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public static void Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)) || process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {said.Result} {complained.Result}");
        }
    }

    /// <summary>Starts a program as the server's user.</summary>
    public static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        if (IsRoot)
        {
            start.FileName = "setpriv";
            foreach (var argument in new[] { "--reuid", ServerUser, "--regid", ServerUser, "--clear-groups" })
            {
                start.ArgumentList.Add(argument);
            }

            start.ArgumentList.Add(Path.Combine(Folder!, program));
        }
        else
        {
            start.FileName = Path.Combine(Folder!, program);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Makes a folder belong to the server's user.</summary>
    public static void GiveAway(string folder)
    {
        if (IsRoot)
        {
            using var give = Process.Start("chown", [ServerUser, folder]);
            give.WaitForExit();
        }
    }

    private static string? Find()
    {
        const string Debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0)
                .Select(d => Path.Combine(d, "bin"))
            : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }
}
