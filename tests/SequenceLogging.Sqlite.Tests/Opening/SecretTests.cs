using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Tests.Opening;

public class SecretTests
{
    [Theory]
    [InlineData("Data Source=bot.db;Password=s3cret")]
    [InlineData("Host=db;Username=bot;PWD=s3cret")]
    public void AConnectionStringWithAPasswordIsRefusedAndNotShown(string store)
    {
        var options = new SequenceLogOptions().UseSqlite(store);

        foreach (var open in new Action[]
        {
            () => SequenceLog.Open(options), () => options.Provider!.Open(options), () => options.Provider!.OpenReader(options),
        })
        {
            var failure = Assert.Throws<SequenceStoreException>(open);
            Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
            Assert.Contains("by its path", failure.Message, StringComparison.Ordinal);
        }
    }
}
