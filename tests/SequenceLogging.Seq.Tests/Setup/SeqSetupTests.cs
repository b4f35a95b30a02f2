using System.Text.Json.Nodes;
using SequenceLogging.Seq.Setup;
using SequenceLogging.Seq.Tests.Loopback;

namespace SequenceLogging.Seq.Tests.Setup;

public sealed class SeqSetupTests : IDisposable
{
    private readonly SeqApiServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task EverythingIsInstalled()
    {
        var items = await InstallAsync();

        Assert.All(items, item => Assert.Equal(SeqSetupOutcome.Created, item.Outcome));
        Assert.Equal(5, _server.Entities["signals"].Count);
        Assert.Equal("Journeys", (string?)Assert.Single(_server.Entities["dashboards"].Values)["Title"]);
        Assert.Equal(3, _server.Entities["alerts"].Count);
        Assert.Equal("SequenceId", (string?)Assert.Single(_server.Entities["expressionindexes"].Values)["Expression"]);
        var signal = (string?)_server.ByTitle("signals", "Stuck journeys")["Id"];
        Assert.Equal(signal, (string?)_server.ByTitle("alerts", "Stuck journeys")["SignalExpression"]!["SignalId"]);
    }

    [Fact]
    public async Task InstalledTwiceEverythingIsThereOnce()
    {
        await InstallAsync();
        var changes = _server.Changes.Count;

        var items = await InstallAsync();

        Assert.All(items, item => Assert.Equal(SeqSetupOutcome.Unchanged, item.Outcome));
        Assert.Equal(changes, _server.Changes.Count);
        Assert.Equal(items.Count, _server.Entities.Values.Sum(group => group.Count));
    }

    [Fact]
    public async Task AChangedTemplateUpdatesItsOwnEntityOnly()
    {
        await InstallAsync();
        _server.Changes.Clear();
        var templates = TemplateSet.Load().Select(t => t.Name == "signal-journey-links.template"
            ? t with { Source = t.Source.Replace("Has(LinkComponent)", "Has(LinkComponent) and LinkType = 'primary'", StringComparison.Ordinal) }
            : t).ToList();

        var items = await new SeqSetup(new SeqServer(_server.Url, SeqApiServer.Key), null, templates).InstallAsync();

        Assert.Equal("Journey links", Assert.Single(items, item => item.Outcome is SeqSetupOutcome.Updated).Title);
        Assert.Equal(["PUT signals"], _server.Changes);
        Assert.Contains("LinkType", (string?)_server.ByTitle("signals", "Journey links")["Filters"]![0]!["Filter"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChannelsThatSomebodyAddedAndASwitchToOffStay()
    {
        await InstallAsync();
        var alert = _server.ByTitle("alerts", "Stuck journeys");
        alert["NotificationChannels"] = new JsonArray(new JsonObject { ["NotificationAppInstanceId"] = "appinstance-7" });
        alert["IsDisabled"] = true;
        alert["Having"] = "stuck > 100";

        await InstallAsync();

        alert = _server.ByTitle("alerts", "Stuck journeys");
        Assert.Equal("stuck > 0", (string?)alert["Having"]);
        Assert.Equal("appinstance-7", (string?)alert["NotificationChannels"]![0]!["NotificationAppInstanceId"]);
        Assert.True((bool?)alert["IsDisabled"]);
    }

    [Fact]
    public async Task ASignalOfTheSameNameThatIsSomebodysOwnIsNotTouched()
    {
        _server.Entities["signals"]["signal-0"] = new JsonObject { ["Id"] = "signal-0", ["Title"] = "Journey steps", ["OwnerId"] = "user-1" };

        await InstallAsync();

        Assert.Equal(2, _server.Entities["signals"].Values.Count(s => (string?)s["Title"] == "Journey steps"));
        Assert.Equal("user-1", (string?)_server.Entities["signals"]["signal-0"]["OwnerId"]);
    }

    [Fact]
    public async Task AServerWithoutExpressionIndexesGetsAllElse()
    {
        _server.Entities.Remove("expressionindexes");

        var items = await InstallAsync();

        Assert.Equal("expressionindex", Assert.Single(items, item => item.Outcome is SeqSetupOutcome.NotSupported).Kind);
    }

    [Theory]
    [InlineData(401, SeqFailure.NotAllowed, "Project")]
    [InlineData(403, SeqFailure.NotAllowed, "Project")]
    [InlineData(404, SeqFailure.NoSeq, "Check the URL")]
    [InlineData(503, SeqFailure.Unavailable, "Run it again")]
    [InlineData(400, SeqFailure.Refused, "400")]
    public async Task WhatGoesWrongIsSaidWithTheNextStep(int status, SeqFailure failure, string word)
    {
        _server.Then(new HttpReply(status, $$"""{"Error":"{{SeqApiServer.Key}}"}"""));

        var error = await Assert.ThrowsAsync<SeqException>(InstallAsync);

        Assert.Equal(failure, error.Failure);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(SeqApiServer.Key, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABrokenConnectionIsSaid()
    {
        _server.Then(HttpReply.HangUp, HttpReply.HangUp, HttpReply.HangUp, HttpReply.HangUp);

        Assert.Equal(SeqFailure.Unavailable, (await Assert.ThrowsAsync<SeqException>(InstallAsync)).Failure);
    }

    [Fact]
    public void TheTemplatesAreWrittenAsFiles()
    {
        using var folder = new TempFolder();

        var files = SeqSetup.WriteTemplates(folder.File("templates"));

        Assert.Equal(TemplateSet.Load().Select(t => t.Name), files.Select(f => Path.GetFileName(f)));
        Assert.All(files, file => Assert.Contains("$entity", File.ReadAllText(file), StringComparison.Ordinal));
    }

    private Task<IReadOnlyList<SeqSetupItem>> InstallAsync() =>
        new SeqSetup(new SeqServer(_server.Url, SeqApiServer.Key)).InstallAsync();
}
