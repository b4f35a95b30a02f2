using SequenceLogging.PostgreSql.Connecting;
using SequenceLogging.Storage;

namespace SequenceLogging.PostgreSql.Tests.Connecting;

public class ConnectionTextTests
{
    [Theory]
    [InlineData("Host=db;Database=app;Username=ann;Password=secret")]
    [InlineData("Server=db;Port=5432;DB=app;User Id=ann;Password=secret;Search Path=sequencelog")]
    [InlineData("postgres://ann:secret@db/app")]
    [InlineData("postgresql://ann:secret@db:5432/app?search_path=sequencelog&connect_timeout=3")]
    [InlineData("POSTGRES://%61nn:sec%72et@db/%61pp?application_name=x")]
    [InlineData("postgres://db/app?user=ann&password=secret")]
    public void EveryWayOfWritingItIsTheSameStore(string text)
    {
        var read = ConnectionText.Parse(text);

        Assert.Equal("postgresql:db:5432/app?sequencelog#ann", read.Key);
        Assert.Equal("PostgreSQL db:5432/app", read.Name);
        Assert.Equal("ann", read.User);
    }

    [Theory]
    [InlineData("postgres://a:p%40ss%3Aw%2Frd@db/app", "db", "app")]
    [InlineData("postgres://%2Fvar%2Frun%2Fpostgresql/app", "/var/run/postgresql", "app")]
    [InlineData("postgres:///app?host=/var/run/postgresql", "/var/run/postgresql", "app")]
    [InlineData("postgres://one:5433,two:5434/app?target_session_attrs=primary", "one:5433,two:5434", "app")]
    [InlineData("postgres://[::1]:5433/app", "[::1]:5433", "app")]
    [InlineData("postgres://db:6432/app?user=ann@realm", "db:6432", "app")]
    [InlineData("postgres://db:6432/app?sslmode=verify-full", "db:6432", "app")]
    public void AUriHasHostsPortsAndNames(string uri, string host, string database)
    {
        var read = ConnectionText.Parse(uri);

        Assert.StartsWith($"PostgreSQL {host}", read.Name, StringComparison.Ordinal);
        Assert.EndsWith($"/{database}", read.Name, StringComparison.Ordinal);
        using var source = read.CreateSource(isForQuestions: false);
    }

    [Theory]
    [InlineData("Host=db;Password=secret;Tiemout=3", "Tiemout")]
    [InlineData("Host=db;Password=secret;Port=many", "Port")]
    [InlineData("Host=db;Password=secret;nonsense", "name=value")]
    [InlineData("Password=secret", "no host")]
    [InlineData("postgres://ann:secret@db/app?tiemout=secret", "tiemout")]
    [InlineData("postgres://ann:secret@db/app?sslmode=secret", "SSL Mode")]
    [InlineData("postgres://ann:se/secret@db/app", "%2F")]
    [InlineData("postgres://ann:secret/word@db/app", "%2F")]
    [InlineData("postgres://ann:p@ss/secret@db/app", "%40")]
    [InlineData("postgres://ann:secret?word@db/app", "%3F")]
    [InlineData("postgres://ann:se?secret@db/app?sslmode=require", "%3F")]
    [InlineData("postgres://ann:secret?x=word@db/app", "%3F")]
    [InlineData("Host=db;Password=secret;Target Session Attributes=master", "target session attributes")]
    [InlineData(" ", "UsePostgreSql")]
    public void WhatCannotBeReadIsToldWithoutItsSecret(string text, string told)
    {
        var failure = Assert.Throws<SequenceStoreException>(() => ConnectionText.Parse(text));

        Assert.Contains(told, failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AServerThatIsNotThereIsToldWithoutThePassword()
    {
        var options = TestStore.Options("Host=/nowhere/at/all;Database=app;Username=ann;Password=secret;Timeout=1");

        var failure = Assert.Throws<SequenceStoreException>(() => options.Provider!.Open(options));

        Assert.Equal(StoreErrorKind.Unavailable, failure.Kind);
        Assert.Contains("/nowhere/at/all", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheJournalOfAStoreIsTheSameForEveryWayOfWritingIt()
    {
        var provider = new PostgreSqlStoreProvider();
        var path = provider.GetJournalPath(new SequenceLogOptions { Store = "postgres://ann:secret@db/app" });

        Assert.Equal(path, provider.GetJournalPath(new SequenceLogOptions { Store = "Host=db;Username=ann;Database=app" }));
        Assert.NotEqual(path, provider.GetJournalPath(new SequenceLogOptions { Store = "postgres://bob@db/app" }));
    }
}
