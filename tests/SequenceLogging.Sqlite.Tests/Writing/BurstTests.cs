namespace SequenceLogging.Sqlite.Tests.Writing;

/// <summary>Many who begin at once on threads of the pool, as the requests of a server do: none of these is left to help the store.</summary>
public sealed class BurstTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhoeverBeginsKeepsNoThreadFromTheStore(bool joinsOpen)
    {
        await using var sequences = SequenceLog.Open(o =>
        {
            o.UseSqlite(_folder.File("sequences.db"));
            o.IdTimeout = TimeSpan.FromSeconds(10);
        });

        var pending = await Task.WhenAll(Enumerable.Range(1, 400).Select(user => Task.Run(() =>
        {
            using var scope = joinsOpen ? sequences.BeginOrResume(user) : sequences.Begin(user);
            scope.Complete();
            return scope.IsPending;
        })));

        Assert.DoesNotContain(true, pending);
    }

    public void Dispose() => _folder.Dispose();
}
