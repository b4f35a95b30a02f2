using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SequenceLogging.Delivery;
using SequenceLogging.Storage;
using Serilog;
using Serilog.Core;

namespace SequenceLogging.Hosting.Tests.Settings;

/// <summary>Serilog alone, configured by an <c>appsettings.json</c> on the disk.</summary>
public sealed class AppSettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Store => _folder.File("sequences.db");

    [Fact]
    public async Task AFileIsAllThatASerilogApplicationNeeds()
    {
        var text = _folder.File("bot.log");
        var logger = Logger($$"""
            {
              "Serilog": {
                "Using": [ "SequenceLogging", "SequenceLogging.Sqlite" ],
                "Enrich": [ "WithSequence" ],
                "WriteTo": [
                  { "Name": "Sequences", "Args": { "path": "{{Store}}" } },
                  { "Name": "File", "Args": { "path": "{{text}}", "outputTemplate": "[{SequenceId}] {Message:lj}{NewLine}" } }
                ]
              }
            }
            """);
        SequenceId id;
        using (var sequences = SequenceLog.Open(o => o.UseSqlite(Store)))
        {
            using (var scope = sequences.Begin(userId: 566158428, username: "ann"))
            {
                id = scope.SequenceId;
                logger.Information("{StepName} from /start", "User_Flow_1_Start");
            }

            Assert.Equal(1, (await sequences.GetSequenceDetailsAsync(id))!.StepCount);
        }

        logger.Information("{StepName} in {SequenceId}", "User_Flow_2_LanguageSelect", id);
        await logger.DisposeAsync();

        Assert.Equal(["User_Flow_1_Start", "User_Flow_2_LanguageSelect"], await Stored.StepsAsync(Store, id));
        Assert.Equal(
            [$"[{id}] User_Flow_1_Start from /start", $"[{id}] User_Flow_2_LanguageSelect in {id}"],
            await File.ReadAllLinesAsync(text));
    }

    [Fact]
    public async Task TheStoreClosesWithTheLogger()
    {
        using (var logger = Logger(Entry($$"""{ "Name": "Sequences", "Args": { "path": "{{Store}}" } }""")))
        {
            logger.Information("{StepName} in {SequenceId}", "User_Flow_1_Start", Stored.Id);
            Assert.Contains(SequencePipeline.All, p => p.Store.Name == "SQLite " + Store);
        }

        Assert.Equal(["User_Flow_1_Start"], await Stored.StepsAsync(Store));
        Assert.DoesNotContain(SequencePipeline.All, p => p.Store.Name == "SQLite " + Store);
    }

    [Fact]
    public void EveryArgumentReachesTheLog()
    {
        using var logger = Logger(Entry($$"""
            { "Name": "Sequences", "Args": {
                "path": "{{Store}}", "useJournal": false, "journalPath": "{{Store}}.j", "auditTimeout": "00:00:07", "idTimeout": "00:00:08", "requireId": true,
                "idBlockSize": 1, "putInBaggage": true, "retainFor": "90.00:00:00", "retainBytes": 10000000, "retainActive": false, "batchSize": 1, "batchDelay": "00:00:00", "queueBytes": 2000000, "queueRecords": 2000, "overflow": "Drop", "fullWait": "00:00:00",
                "shutdownTimeout": "00:00:30", "readYourWritesTimeout": "00:00:01", "restrictedToMinimumLevel": "Warning" } }
            """));
        using var sequences = SequenceLog.Open(o => o.UseSqlite(Store));

        logger.Information("{StepName} in {SequenceId}", "User_Flow_1_Start", Stored.Id);
        logger.Warning("{StepName} in {SequenceId}", "User_Flow_2_LanguageSelect", Stored.Id);

        Assert.Equal(1, sequences.Delivery.Emitted);
        var options = sequences.Pipeline.Options;
        Assert.Equal(
            (false, Store + ".j", 7, 8, true, 1, 0, 2_000_000, 2_000, OverflowPolicy.Drop, 0, 30, 1),
            (options.UseJournal, options.JournalPath, options.AuditTimeout.TotalSeconds, options.IdTimeout.TotalSeconds, options.RequireId, options.BatchSize, options.BatchDelay.TotalSeconds, options.QueueBytes,
                options.QueueRecords, options.Overflow, options.FullWait.TotalSeconds,
                options.ShutdownTimeout.TotalSeconds, options.ReadYourWritesTimeout.TotalSeconds));
        Assert.Equal(
            (1, true, TimeSpan.FromDays(90), 10_000_000, false),
            (options.IdBlockSize, options.PutInBaggage, options.RetainFor, options.RetainBytes, options.RetainActive));
    }

    [Fact]
    public void EveryScalarOptionIsAnArgument()
    {
        var options = typeof(SequenceLogOptions).GetProperties()
            .Where(p => (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType) is { } type
                && (type == typeof(string) || type.IsPrimitive || type.IsEnum || type == typeof(TimeSpan)))
            .Select(p => p.Name is nameof(SequenceLogOptions.Store) ? "path" : p.Name);
        var arguments = typeof(SqliteLoggerConfigurationExtensions)
            .GetMethod(nameof(SqliteLoggerConfigurationExtensions.Sequences))!.GetParameters().Select(p => p.Name!);

        Assert.Subset(
            arguments.ToHashSet(StringComparer.OrdinalIgnoreCase), options.ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void UnknownArgumentsAreRefusedWithPathValueAndNearestName()
    {
        var error = Refusal<ArgumentException>($$"""
            { "Name": "Sequences", "Args": { "path": "{{Store}}", "batchSise": 500, "restrictToMinimumLevel": "Warning" } }
            """);

        const string all = "all are path, useJournal, journalPath, batchSize, batchDelay, queueBytes, queueRecords, overflow, fullWait, "
            + "shutdownTimeout, readYourWritesTimeout, auditTimeout, idTimeout, requireId, idBlockSize, putInBaggage, retainFor, retainBytes, retainActive, restrictedToMinimumLevel.";
        Assert.StartsWith(
            $"Serilog:WriteTo:0:Args:batchSise is \"500\", but there is no such setting. The nearest is batchSize; {all}"
            + Environment.NewLine
            + "Serilog:WriteTo:0:Args:restrictToMinimumLevel is \"Warning\", but there is no such setting. "
            + $"The nearest is restrictedToMinimumLevel; {all}",
            error.Message,
            StringComparison.Ordinal);
        Assert.False(File.Exists(Store));
    }

    [Fact]
    public void AMisspelledPathIsFoundOut()
    {
        var error = Refusal<ArgumentException>($$"""{ "Name": "Sequences", "Args": { "file": "{{Store}}" } }""");

        Assert.StartsWith($"Serilog:WriteTo:0:Args:file is \"{Store}\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownArgumentsInsideOfAnotherSinkAreFoundToo()
    {
        var error = Refusal<ArgumentException>($$"""
            { "Name": "Async", "Args": { "configure": [
                { "Name": "Sequences", "Args": { "path": "{{Store}}", "bathSize": 500 } } ] } }
            """);

        Assert.StartsWith(
            "Serilog:WriteTo:0:Args:configure:0:Args:bathSize is \"500\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ArgumentsOfOtherSinksAndStoresAreNoneOfItsBusiness()
    {
        using var logger = Logger(Entry($$"""
            { "Name": "Sequences", "Args": { "path": "{{Store}}" } },
            { "Name": "Sequences", "Args": { "connectionString": "Host=db", "pool": 5 } },
            { "Name": "File", "Args": { "path": "{{_folder.File("bot.log")}}", "batchSise": 500 } }
            """));

        Assert.True(File.Exists(Store));
    }

    [Fact]
    public void ValuesOutOfRangeAreRefused()
    {
        var error = Refusal<ArgumentException>($$"""
            { "Name": "Sequences", "Args": { "path": "{{Store}}", "batchSize": 0, "fullWait": "2.00:00:00" } }
            """);

        Assert.Contains("BatchSize is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("FullWait is 2.00:00:00", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStoreThatCannotBeOpenedIsRefused()
    {
        var path = Path.Combine(_folder.Path, "missing", "bot.db");

        var error = Refusal<SequenceStoreException>($$"""{ "Name": "Sequences", "Args": { "path": "{{path}}" } }""");

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHostReadsTheSameFileForThePipelineBehindILogger()
    {
        var builder = TestHost.CreateBuilder();
        builder.Configuration.AddJsonFile(WriteFile($$"""
            {
              "SequenceLogging": { "Store": "{{Store}}" },
              "Serilog": { "WriteTo": [ { "Name": "File", "Args": {
                "path": "{{_folder.File("bot.log")}}", "outputTemplate": "{SequenceId} {Message:lj}{NewLine}" } } ] }
            }
            """));
        builder.Services.AddSequenceLogging(
            builder.Configuration.GetSection("SequenceLogging"),
            o => o.UseSqlite(),
            serilog => serilog.ReadFrom.Configuration(builder.Configuration));
        using (var host = builder.Build())
        {
            await host.StartAsync();
            using (host.Services.GetRequiredService<SequenceLog>().Resume(Stored.Id))
            {
                host.LoggerOf().LogInformation("{StepName}", "User_Flow_1_Start");
            }
        }

        Assert.Equal(["User_Flow_1_Start"], await Stored.StepsAsync(Store));
        Assert.Contains($"{Stored.Id} User_Flow_1_Start", await File.ReadAllLinesAsync(_folder.File("bot.log")));
    }

    public void Dispose() => _folder.Dispose();

    private static string Entry(string entries) => $$"""
        { "Serilog": { "Using": [ "SequenceLogging.Sqlite", "SequenceLogging.Hosting.Tests" ], "WriteTo": [ {{entries}} ] } }
        """;

    /// <summary>Why no logger can be made; Serilog calls sinks by reflection, one inside of the other.</summary>
    private T Refusal<T>(string entry)
        where T : Exception
    {
        Exception? error = Assert.Throws<TargetInvocationException>(() => Logger(Entry(entry)));
        while (error is TargetInvocationException)
        {
            error = error.InnerException;
        }

        return Assert.IsType<T>(error, exactMatch: false);
    }

    private Logger Logger(string json) => new LoggerConfiguration()
        .ReadFrom.Configuration(new ConfigurationBuilder().AddJsonFile(WriteFile(json)).Build())
        .CreateLogger();

    private string WriteFile(string json)
    {
        var path = _folder.File("appsettings.json");
        File.WriteAllText(path, json);
        return path;
    }
}
