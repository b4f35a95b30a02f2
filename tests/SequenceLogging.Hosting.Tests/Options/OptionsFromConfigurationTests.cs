using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SequenceLogging.Delivery;

namespace SequenceLogging.Hosting.Tests.Options;

public class OptionsFromConfigurationTests
{
    [Fact]
    public void ASectionSetsEveryScalarOption()
    {
        var options = OptionsOf(
            o => o.UseSqlite(),
            ("Bot:Store", "bot.db"),
            ("Bot:UseJournal", "False"),
            ("Bot:JournalPath", "bot.journal"),
            ("Bot:BatchSize", "7"),
            ("Bot:BatchDelay", "00:00:00.25"),
            ("Bot:QueueBytes", "5000000000"),
            ("Bot:QueueRecords", "5000"),
            ("Bot:Overflow", "block"),
            ("Bot:FullWait", "00:00:03"),
            ("bot:shutdowntimeout", "00:01:00"),
            ("Bot:ReadYourWritesTimeout", "00:00:04"),
            ("Bot:AuditTimeout", "00:00:05"),
            ("Bot:IdTimeout", "00:00:06"),
            ("Bot:RequireId", "true"),
            ("Bot:IdBlockSize", "1000"),
            ("Bot:RetainFor", "90.00:00:00"),
            ("Bot:RetainBytes", "10000000000"),
            ("Bot:RetainActive", "false"));

        Assert.Equal(
            ("bot.db", false, "bot.journal", 7, 250, 5_000_000_000, 5_000, OverflowPolicy.Block, 3_000, 60_000, 4_000, 5_000, 6_000, true),
            (options.Store, options.UseJournal, options.JournalPath, options.BatchSize, options.BatchDelay.TotalMilliseconds, options.QueueBytes, options.QueueRecords, options.Overflow,
                options.FullWait.TotalMilliseconds, options.ShutdownTimeout.TotalMilliseconds,
                options.ReadYourWritesTimeout.TotalMilliseconds, options.AuditTimeout.TotalMilliseconds,
                options.IdTimeout.TotalMilliseconds, options.RequireId));
        Assert.Equal(
            (1000, TimeSpan.FromDays(90), 10_000_000_000, false),
            (options.IdBlockSize, options.RetainFor, options.RetainBytes, options.RetainActive));
    }

    [Fact]
    public void NoScalarOptionIsForgotten()
    {
        var scalars = typeof(SequenceLogOptions).GetProperties()
            .Where(p => (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType) is { } type
                && (type == typeof(string) || type.IsPrimitive || type.IsEnum || type == typeof(TimeSpan)))
            .Select(p => p.Name);

        var error = Assert.Throws<OptionsValidationException>(() => OptionsOf(o => o.UseSqlite(), ("Bot:?", "1")));

        Assert.Equal(scalars, error.Failures.Single().Split("all are ")[1].TrimEnd('.').Split(", "));
    }

    [Fact]
    public void WhatIsNotInTheSectionKeepsItsDefault()
    {
        var options = OptionsOf(o => o.UseSqlite(), ("Bot:BatchSize", "7"), ("Bot:Store", null));

        Assert.Equal(
            (SqliteSequenceLogExtensions.DefaultPath, new SequenceLogOptions().FullWait), (options.Store, options.FullWait));
    }

    [Fact]
    public void CodeHasTheLastWord()
    {
        var options = OptionsOf(o => o.UseSqlite("code.db").BatchSize++, ("Bot:Store", "bot.db"), ("Bot:BatchSize", "7"));

        Assert.Equal(("code.db", 8), (options.Store, options.BatchSize));
    }

    [Fact]
    public async Task EverythingThatIsWrongIsToldAtOnceBeforeAnyServiceStarts()
    {
        var builder = TestHost.CreateBuilder(
            ("App:Bot:BatchSise", "500"),
            ("App:Bot:FullWait", "10"),
            ("App:Bot:QueueBytes", "much"),
            ("App:Bot:Overflow", "1"),
            ("App:Bot:BatchSize", "0"),
            ("App:Bot:Store", ""),
            ("App:Bot:UseJournal", "no"),
            ("App:Bot:ShutdownTimeout:Seconds", "5"),
            ("App:Bot:Stroe", new string('x', 1000)));
        builder.Services.AddSequenceLogging(builder.Configuration.GetSection("App:Bot"), o => o.BatchDelay = TimeSpan.MinValue);
        builder.Services.AddHostedService<ServiceThatMustNotStart>();
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        const string all = "all are Store, UseJournal, JournalPath, BatchSize, BatchDelay, QueueBytes, QueueRecords, Overflow, FullWait, "
            + "ShutdownTimeout, ReadYourWritesTimeout, AuditTimeout, IdTimeout, RequireId, IdBlockSize, PutInBaggage, RetainFor, RetainBytes, RetainActive.";
        Assert.Equal(
            [
                $"App:Bot:BatchSise is \"500\", but there is no such setting. The nearest is BatchSize; {all}",
                $"App:Bot:Stroe is \"{new string('x', 100)}…\", but there is no such setting. The nearest is Store; {all}",
                "App:Bot:Store is \"\"; it must be a text that is not blank.",
                "App:Bot:UseJournal is \"no\"; it must be true or false.",
                "App:Bot:QueueBytes is \"much\"; it must be a whole number, as 4096.",
                "App:Bot:Overflow is \"1\"; it must be one of Wait, Drop, Block.",
                "App:Bot:FullWait is \"10\"; it must be a time, as 00:00:02.5.",
                "App:Bot:ShutdownTimeout is a section; it must be a time, as 00:00:02.5.",
                "No sequence store is configured. Call UseSqlite(path) on the options, from the package SequenceLogging.Sqlite; or "
                    + "UsePostgreSql(connectionString) from SequenceLogging.PostgreSql, UseLiteDb(path) from SequenceLogging.LiteDb, or in "
                    + "tests UseInMemory() from SequenceLogging.Testing.",
                "App:Bot:BatchSize is 0",
                $"BatchDelay is {TimeSpan.MinValue}",
            ],
            error.Failures.Select(f => f.Split("; it must be from")[0]));
    }

    private static SequenceLogOptions OptionsOf(
        Action<SequenceLogOptions> configure, params (string Key, string? Value)[] settings)
    {
        var builder = TestHost.CreateBuilder(settings);
        builder.Services.AddSequenceLogging(builder.Configuration.GetSection("Bot"), configure);
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptions<SequenceLogOptions>>().Value;
    }

    private sealed class ServiceThatMustNotStart : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("It started.");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
