namespace SequenceLogging.PostgreSql.Tests.Writing;

/// <summary>Many who begin at once on threads of the pool, as the requests of a server do: none of these is left to help the store.</summary>
public sealed class BurstTests : IDisposable
{
    private readonly TestStore _store = new();

    public static TheoryData<bool, int?> Ways => new() { { false, 1 }, { false, null }, { false, 50 }, { true, null } };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task WhoeverBeginsKeepsNoThreadFromTheStore(bool joinsOpen, int? blockSize)
    {
        await using var sequences = SequenceLog.Open(o =>
        {
            o.UsePostgreSql(_store.ConnectionString);
            o.IdBlockSize = blockSize;
            o.IdTimeout = TimeSpan.FromSeconds(5);
        });

        var pending = await Task.WhenAll(Enumerable.Range(1, 400).Select(user => Task.Run(
            () =>
            {
                using var scope = joinsOpen ? sequences.BeginOrResume(user) : sequences.Begin(user);
                scope.Complete();
                return scope.IsPending;
            },
            TestStore.Token)));

        Assert.DoesNotContain(true, pending);
    }

    public void Dispose() => _store.Dispose();
}
