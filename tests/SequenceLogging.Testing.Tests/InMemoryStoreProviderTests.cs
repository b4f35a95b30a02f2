using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Testing.Tests;

public sealed class InMemoryStoreProviderTests
{
    private readonly string _name = Guid.NewGuid().ToString();

    [Fact]
    public async Task AStoreWithoutANameIsThatOfItsOptions()
    {
        var options = new SequenceLogOptions().UseInMemory();
        await using (var log = SequenceLog.Open(options))
        {
            await log.IssueAsync();
        }

        await using var again = SequenceLog.Open(options);
        await using var other = SequenceLog.Open(o => o.UseInMemory());

        Assert.Single(await again.GetRecentSequencesAsync());
        Assert.Empty(await other.GetRecentSequencesAsync());
        Assert.NotEqual(again.StoreName, other.StoreName);
    }

    [Fact]
    public async Task AStoreWithANameIsSharedByAllWhoNameIt()
    {
        await using (var log = SequenceLog.Open(o => o.UseInMemory(_name)))
        {
            await log.IssueAsync();
        }

        await using var again = SequenceLog.Open(o => o.UseInMemory(_name));
        await using var reader = OpenReader();

        Assert.Single(await again.GetRecentSequencesAsync());
        Assert.Single(await reader.FindAsync(new SequenceQuery()));
        Assert.Equal("in-memory " + _name, again.StoreName);
    }

    [Fact]
    public async Task AStoreThatIsForgottenIsEmptyForWhoeverOpensItNext()
    {
        await using var log = SequenceLog.Open(o => o.UseInMemory(_name));
        await log.IssueAsync();

        Assert.True(InMemoryStoreProvider.Forget(_name));

        Assert.False(InMemoryStoreProvider.Forget(_name));
        Assert.Throws<SequenceStoreException>(OpenReader);
        Assert.Single(await log.GetRecentSequencesAsync());
    }

    private ISequenceReader OpenReader()
    {
        var options = new SequenceLogOptions().UseInMemory(_name);
        return options.Provider!.OpenReader(options);
    }
}
