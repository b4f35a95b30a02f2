using System.Globalization;
using Npgsql;

namespace SequenceLogging.Benchmarks.Timing;

/// <summary>Processor time of this process and of the server's.</summary>
internal readonly record struct ProcessorTimes(TimeSpan Here, TimeSpan Server)
{
    public TimeSpan Both => Here + Server;

    public static ProcessorTimes operator -(ProcessorTimes a, ProcessorTimes b) => new(a.Here - b.Here, a.Server - b.Server);
}

/// <summary>
/// The processor time that this process and a PostgreSQL server on the same machine have taken, in steps of 10 ms: what the cores
/// were busy with, whoever else was in their way. Known on Linux only.
/// </summary>
internal sealed class ProcessorClock
{
    private const double TicksPerSecond = 100; // what Linux tells programs, whatever its kernel counts in
    private const int Parent = 1;
    private const int OwnTimes = 11;
    private const int TimesOfTheGone = 13;

    private readonly string _server;

    private ProcessorClock(string server) => _server = server;

    /// <summary>With the server of a connection, which must be one of this machine.</summary>
    /// <returns>Null where processor times are not told.</returns>
    public static ProcessorClock? WithServerOf(string connectionString)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var ask = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        var backend = Convert.ToString(ask.ExecuteScalar(), CultureInfo.InvariantCulture)!;
        var server = Read(backend)?[Parent] ?? throw new InvalidOperationException($"The server's process {backend} is not on this machine.");
        return new ProcessorClock(server);
    }

    public ProcessorTimes Now()
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            var process = Path.GetFileName(folder);
            if (char.IsAsciiDigit(process[0]) && process != _server && Read(process) is { } child && child[Parent] == _server)
            {
                ticks += Sum(child, OwnTimes);
            }
        }

        // The server last: it has the times of those that ended.
        var server = Read(_server) ?? throw new InvalidOperationException("The server has ended.");
        ticks += Sum(server, OwnTimes) + Sum(server, TimesOfTheGone);
        return new ProcessorTimes(Environment.CpuUsage.TotalTime, TimeSpan.FromSeconds(ticks / TicksPerSecond));
    }

    /// <summary>What proc(5) says of a process behind its name; null where it has ended.</summary>
    private static string[]? Read(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Of the user's and of the kernel's part.</summary>
    private static long Sum(string[] stat, int first) =>
        long.Parse(stat[first], CultureInfo.InvariantCulture) + long.Parse(stat[first + 1], CultureInfo.InvariantCulture);
}
