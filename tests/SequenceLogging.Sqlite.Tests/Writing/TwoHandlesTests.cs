using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.Writing;

/// <summary>
/// Two stores on one file, as two processes have them: what each remembers must not outlive the other's commit.
/// </summary>
public sealed class TwoHandlesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly ISequenceStore _one;
    private readonly ISequenceStore _two;

    public TwoHandlesTests()
    {
        var options = new SequenceLogOptions().UseSqlite(_folder.File("sequences.db"));
        _one = options.Provider!.Open(options);
        _two = options.Provider!.Open(options);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ManyThreadsOverBothGetEachNumberOnce()
    {
        const int Threads = 8, Each = 30;

        var ids = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(
            async () =>
            {
                var own = new List<SequenceId>();
                for (var i = 0; i < Each; i++)
                {
                    own.Add(await (thread % 2 == 0 ? _one : _two).CreateAsync(new NewSequence { CreatedAt = Noon }, Token));
                }

                return own;
            },
            Token)));

        Assert.Equal(
            Enumerable.Range(1, Threads * Each).Select(n => new SequenceId(2025, 7, n)), ids.SelectMany(own => own).Order());
    }

    [Fact]
    public async Task TheUsersOpenSequenceIsTheSameForBoth()
    {
        var user = new NewSequence { CreatedAt = Noon, UserId = 1 };

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            async () => await (i % 2 == 0 ? _one : _two).FindOpenOrCreateAsync(user, Token), Token)));

        Assert.Single(ids.Distinct());
    }
}
