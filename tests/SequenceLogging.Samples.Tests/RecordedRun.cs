using SequenceLogging.Journeys;

namespace SequenceLogging.Samples.Tests;

/// <summary>The bot has played its recording once, and its store is open.</summary>
public sealed class RecordedRun : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public string StorePath => _folder.File("sequences.db");

    public int ExitCode { get; private set; }

    public string Output { get; private set; } = "";

    public string LogFile { get; private set; } = "";

    public SequenceLog Sequences { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var run = await AdBotRun.StartAsync("--store", StorePath);
        (ExitCode, Output) = (run.ExitCode, run.Output);
        LogFile = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder.File("logs"), "adbot-*.log")));
        Sequences = SequenceLog.Open(o => o.UseSqlite(StorePath));
    }

    /// <summary>The one journey that is linked to this.</summary>
    public async Task<SequenceDetails> JourneyOfAsync(string component)
    {
        var header = Assert.Single(await Sequences.FindSequencesByComponentAsync(ComponentQuery.Parse(component)));
        return (await Sequences.GetSequenceDetailsAsync(header.SequenceId))!;
    }

    public async Task<SequenceDetails> JourneyOfUserAsync(UserId user)
    {
        var header = Assert.Single(await Sequences.FindSequencesByUserAsync(user));
        return (await Sequences.GetSequenceDetailsAsync(header.SequenceId))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Sequences.DisposeAsync();
        _folder.Dispose();
    }
}
