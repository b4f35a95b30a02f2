using System.Text.Json;
using SequenceLogging.Storage;
using SequenceLogging.StoreContract;
using SequenceLogging.StoreContract.Moving;
using SequenceLogging.Testing;

namespace SequenceLogging.Cli.Tests.Commands;

public sealed class CopyCommandTests : IDisposable
{
    private readonly Seqlog _seqlog = new Seqlog().OnSqlite();
    private readonly TempFolder _folder = new();
    private readonly string _from = $"memory://{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string To => _folder.File("copy.db");

    public void Dispose()
    {
        InMemoryStoreProvider.Forget(_from);
        _folder.Dispose();
    }

    [Fact]
    public async Task AStoreOfOneKindIsCopiedIntoAnother()
    {
        await FillAsync();

        Assert.Equal(ExitCode.Ok, await CopyAsync());
        Assert.Matches($@"^✔ 7 sequences, \d+ steps, 2 links of {_from} are in .*copy.db, alike field by field · 2 passes in ", _seqlog.Out);
        Assert.Empty(_seqlog.Error);
        await using var source = Open(_from);
        await using var target = new SequenceLogOptions().UseSqlite(To).Provider!.OpenReader(new SequenceLogOptions().UseSqlite(To));
        await SameAnswers.AssertAsync(source.Reader, target, Token);

        Assert.Equal(ExitCode.Ok, await CopyAsync());
        Assert.Contains("written  0 records: nothing new", _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItsAnswerForScriptsSaysWhetherItIsComplete()
    {
        await FillAsync();

        Assert.Equal(ExitCode.Ok, await CopyAsync("--json"));

        var answer = JsonDocument.Parse(_seqlog.Out).RootElement;
        Assert.Equal(
            (true, 7L, 0L, 0L, _from, To),
            (answer.GetProperty("complete").GetBoolean(), answer.GetProperty("sequences").GetInt64(), answer.GetProperty("faults").GetInt64(),
                answer.GetProperty("moving").GetInt64(), answer.GetProperty("from").GetString(), answer.GetProperty("to").GetString()));
    }

    [Fact]
    public async Task AnotherJourneyUnderTheSameIdIsAnIntegrityFailureThatNamesIt()
    {
        await FillAsync();
        await using (var target = new SequenceLogOptions().UseSqlite(To).Provider!.Open(new SequenceLogOptions().UseSqlite(To)))
        {
            await target.CreateAsync(new NewSequence { CreatedAt = Samples.Now, UserId = 1 }, Token);
        }

        Assert.Equal(ExitCode.Integrity, await CopyAsync());
        Assert.StartsWith("SEQ-2025-07-00001 userId: the source has \"566158428\", the target \"1\"", _seqlog.Error, StringComparison.Ordinal);
        Assert.Contains("unlike   1 fault", _seqlog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASourceThatIsNotThereMakesNoTarget()
    {
        Assert.Equal(ExitCode.StoreUnavailable, await CopyAsync());
        Assert.False(File.Exists(To));
    }

    [Fact]
    public async Task AStoreIsNotCopiedIntoItself()
    {
        Assert.Equal(ExitCode.Usage, await _seqlog.RunAsync("copy", "--from", To, "--to", "sqlite:" + To));
        Assert.Contains("both name", _seqlog.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(To));
    }

    [Fact]
    public async Task WithoutASourceItIsTheStoreOfTheRun()
    {
        await FillAsync();
        _seqlog.Variables[StoreLocation.Variable] = _from;

        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("copy", "--to", To));
        Assert.Contains($"of {_from} are in", _seqlog.Out, StringComparison.Ordinal);
    }

    private static ISequenceStore Open(string name)
    {
        var options = new SequenceLogOptions().UseInMemory(name);
        return options.Provider!.Open(options);
    }

    private Task<int> CopyAsync(params string[] more) => _seqlog.RunAsync(["copy", "--from", _from, "--to", To, .. more]);

    private async Task FillAsync()
    {
        var clock = new TestClock(Samples.Now);
        await using var app = new Application(SequenceLog.Open(o => { o.UseInMemory(_from); o.TimeProvider = clock; }), clock);
        await Variety.FillAsync(app);
    }
}
