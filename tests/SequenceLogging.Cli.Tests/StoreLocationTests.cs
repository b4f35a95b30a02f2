using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Tests;

public class StoreLocationTests
{
    private readonly Seqlog _seqlog = new();

    [Theory]
    [InlineData(null, null, "sequences.db")]
    [InlineData(null, "env.db", "env.db")]
    [InlineData(null, "", "sequences.db")]
    [InlineData("option.db", "env.db", "option.db")]
    [InlineData("sqlite:option.db", null, "option.db")]
    [InlineData("SQLite:/var/lib/bot/option.db", null, "/var/lib/bot/option.db")]
    [InlineData(@"C:\bot\option.db", null, @"C:\bot\option.db")]
    [InlineData("odd:name.db", null, "odd:name.db")]
    public async Task TheOptionComesBeforeTheVariableBeforeTheDefault(string? option, string? variable, string path)
    {
        if (variable is not null)
        {
            _seqlog.Variables[StoreLocation.Variable] = variable;
        }

        string[] arguments = option is null ? ["stats"] : ["stats", "--store", option];
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync(arguments));
        Assert.Equal(path, _seqlog.Provider.Opened);
    }

    [Theory]
    [InlineData("litedb:secret.db", "litedb", ExitCode.StoreUnavailable)]
    [InlineData("mysql://ann:secret@db/bot", "mysql", ExitCode.Usage)]
    [InlineData("", "no name", ExitCode.Usage)]
    [InlineData("sqlite:", "no name", ExitCode.Usage)]
    public async Task AnotherKindOfStoreIsRefusedWithoutTellingSecrets(string store, string named, int code)
    {
        Assert.Equal(code, await _seqlog.RunAsync("stats", "--store", store));
        Assert.Contains(named, _seqlog.Error, StringComparison.Ordinal);
        Assert.Contains("--store sequences.db", _seqlog.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _seqlog.Error, StringComparison.Ordinal);
        Assert.Null(_seqlog.Provider.Opened);
    }

    [Theory]
    [InlineData("fake://ann:secret@db/bot", "fake://ann@db/bot")]
    [InlineData("FAKE://ann:secret@db:5433/bot?password=secret&sslmode=require", "fake://ann@db:5433/bot")]
    [InlineData("fake://ann:sec/ret@db:x/bot", "fake://…")]
    public async Task AStoreOfAUriIsNamedWithoutItsPassword(string store, string name)
    {
        _seqlog.Variables[StoreLocation.Variable] = store;

        Assert.Equal(ExitCode.NotFound, await _seqlog.RunAsync("show", "SEQ-2025-07-00001"));
        Assert.Equal(store, _seqlog.Provider.Opened);
        Assert.Contains($"in {name}.", _seqlog.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sec", _seqlog.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("postgresql")]
    public async Task AServerThatIsNotThereIsUnavailableAndItsPasswordIsNotTold(string scheme)
    {
        _seqlog.Around = _seqlog.Around with { Providers = OtherProviders.All };

        Assert.Equal(ExitCode.StoreUnavailable, await _seqlog.RunAsync("stats", "--store", $"{scheme}://ann:secret@127.0.0.1:1/bot"));
        Assert.Contains("127.0.0.1", _seqlog.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _seqlog.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StoreErrorKind.Unavailable, ExitCode.StoreUnavailable)]
    [InlineData(StoreErrorKind.Busy, ExitCode.StoreUnavailable)]
    [InlineData(StoreErrorKind.Full, ExitCode.StoreUnavailable)]
    [InlineData(StoreErrorKind.InputOutput, ExitCode.StoreUnavailable)]
    [InlineData(StoreErrorKind.ReadOnly, ExitCode.StoreUnavailable)]
    [InlineData(StoreErrorKind.Schema, ExitCode.StoreUnavailable)]
    [InlineData(StoreErrorKind.Corrupt, ExitCode.Integrity)]
    [InlineData(StoreErrorKind.BadData, ExitCode.Failure)]
    [InlineData(StoreErrorKind.Bug, ExitCode.Failure)]
    public async Task EveryKindOfStoreFailureHasItsCodeAndOneLine(StoreErrorKind kind, int code)
    {
        _seqlog.Reader.Failure = new SequenceStoreException("the disk of sequences.db is gone.\nPlug it in.") { Kind = kind };

        foreach (var line in (string[])["show SEQ-2025-07-00001", "find", "user 7", "stats", "tail"])
        {
            Assert.Equal(code, await _seqlog.RunAsync(line.Split(' ')));
            Assert.Equal("seqlog: the disk of sequences.db is gone.⏎Plug it in.\n", _seqlog.Error);
            Assert.Empty(_seqlog.Out);
        }
    }

    [Fact]
    public async Task AMistakeOfOursIsAFailureWithItsStackTrace()
    {
        _seqlog.Reader.Failure = new InvalidOperationException("oops \u001b[2J");

        Assert.Equal(ExitCode.Failure, await _seqlog.RunAsync("stats"));
        Assert.StartsWith("seqlog: unexpected System.InvalidOperationException: oops ␛[2J\n  at ", _seqlog.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReaderThatWentAwayIsNoFailure()
    {
        _seqlog.Reader.Failure = new IOException("Broken pipe") { HResult = 32 };
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no EPIPE.");
        Assert.Equal(ExitCode.Ok, await _seqlog.RunAsync("stats"));
        Assert.Empty(_seqlog.Error);
    }
}
