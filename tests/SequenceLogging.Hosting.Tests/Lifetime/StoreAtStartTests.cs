using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SequenceLogging.Storage;

namespace SequenceLogging.Hosting.Tests.Lifetime;

public class StoreAtStartTests
{
    [Fact]
    public async Task TheStoreIsOpenedWhenTheHostStartsAndNotBefore()
    {
        using var folder = new TempFolder();
        var path = folder.File("bot.db");
        var builder = TestHost.CreateBuilder();
        builder.Services.AddSequenceLogging(o => o.UseSqlite(path));
        using var host = builder.Build();

        Assert.False(File.Exists(path));
        await host.StartAsync();
        Assert.True(File.Exists(path));
        Assert.Equal("SQLite " + path, host.Services.GetRequiredService<SequenceLog>().StoreName);
    }

    [Fact]
    public async Task ALineThatIsLoggedBeforeTheStartIsStored()
    {
        using var folder = new TempFolder();
        var path = folder.File("bot.db");
        var builder = TestHost.CreateBuilder();
        builder.Services.AddSequenceLogging(o => o.UseSqlite(path));
        using (var host = builder.Build())
        {
            host.LoggerOf().LogInformation("{StepName} in {SequenceId}", "User_Flow_1_Start", Stored.Id);
            await host.StartAsync();
        }

        Assert.Equal(["User_Flow_1_Start"], await Stored.StepsAsync(path));
    }

    [Fact]
    public async Task ABadStoreFailsTheStartBeforeAnyServiceStarts()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "missing", "bot.db");
        var builder = TestHost.CreateBuilder();
        var journal = new List<string>();
        builder.Services.AddSingleton(journal);
        builder.Services.AddHostedService<ServiceThatTells>();
        builder.Services.AddSequenceLogging(o => o.UseSqlite(path));
        using var host = builder.Build();
        host.LoggerOf().LogInformation("{StepName} in {SequenceId}", "User_Flow_1_Start", Stored.Id);

        var error = await Assert.ThrowsAsync<SequenceStoreException>(() => host.StartAsync());

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Empty(journal);
        await host.StopAsync();
    }

    [Fact]
    public void WithoutAHostABadStoreFailsTheFirstLogger()
    {
        using var folder = new TempFolder();
        var services = new ServiceCollection();
        services.AddSequenceLogging(o => o.UseSqlite(Path.Combine(folder.Path, "missing", "bot.db")));
        using var provider = services.BuildServiceProvider();

        Assert.Throws<SequenceStoreException>(provider.GetRequiredService<ILogger<StoreAtStartTests>>);
    }

    [Fact]
    public async Task WithoutAHostTheStepsOfAContainerAreStored()
    {
        using var folder = new TempFolder();
        var path = folder.File("bot.db");
        var services = new ServiceCollection();
        services.AddSequenceLogging(o => o.UseSqlite(path));
        using (var provider = services.BuildServiceProvider())
        {
            var logger = provider.GetRequiredService<ILogger<StoreAtStartTests>>();
            using (provider.GetRequiredService<SequenceLog>().Resume(Stored.Id))
            {
                logger.LogInformation("{StepName} from a container", "User_Flow_1_Start");
            }
        }

        Assert.Equal(["User_Flow_1_Start"], await Stored.StepsAsync(path));
    }

    [Fact]
    public async Task AddedTwiceItIsOneLogWithTheOptionsOfBoth()
    {
        using var folder = new TempFolder();
        var path = folder.File("bot.db");
        var builder = TestHost.CreateBuilder();
        builder.Services.AddSequenceLogging(o => o.UseSqlite("overruled.db"));
        builder.Services.AddSequenceLogging(o => o.UseSqlite(path));
        using (var host = builder.Build())
        {
            await host.StartAsync();
            host.LoggerOf().LogInformation("{StepName} in {SequenceId}", "User_Flow_1_Start", Stored.Id);
        }

        Assert.Equal(["User_Flow_1_Start"], await Stored.StepsAsync(path));
    }

    private sealed class ServiceThatTells(List<string> journal) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            journal.Add("started");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
