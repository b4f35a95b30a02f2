using System.Text;
using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.StoreContract;

// Values that break stores.
public abstract partial class SequenceStoreContract
{
    private static readonly string[] HostileTexts =
    [
        "'; DROP TABLE steps; --", "\" OR \"\"=\"", "{0} {StepName} {{}} {", "%s%n%_", @"\", "a\0b", "\0a", "a\u001b[31mb",
        "a\r\nb", "a\u2028b", "\u202Ea", "\uD800x", "x\uDFFF", "😀", "e\u0301", "é", "null", "NULL", " a ", "a\tb", "０１",
        "ß", "SS", "ss", "$type", "@t", "1e999", "0x1", "true", "<script>", new string('x', 256),
    ];

    [Fact]
    public async Task EveryTextIsKeptAsItIsWhereverItStands()
    {
        await using var app = Start();
        foreach (var text in HostileTexts)
        {
            var id = await app.Sequences.IssueAsync(
                text, text, text, new Dictionary<string, object?> { [text] = text }, Token);
            app.Log(id, "{StepName}{Text}{Component}{LinkComponent}{LinkType}", text, text, text, "files:file:" + text, text);
            app.Sequences.Fail(id, text);
        }

        for (var i = 0; i < HostileTexts.Length; i++)
        {
            var kept = WellFormed(HostileTexts[i]);
            var details = await app.DetailsOf(new SequenceId(2025, 7, i + 1));
            var step = Assert.Single(details.Steps);
            var link = Assert.Single(details.Links);

            Assert.Equal((kept, kept, kept), (details.UserId?.Value, details.Username, details.Language));
            Assert.Equal(kept, details.CurrentStep?.Value);
            Assert.Equal((kept, kept), (step.StepName.Value, step.Component));
            Assert.StartsWith(kept + kept + kept, step.Message, StringComparison.Ordinal);
            Assert.Equal((kept, kept), (link.EntityId, link.LinkType));
            Assert.Equal(kept, Assert.Single(details.StatusChanges).Reason);
        }
    }

    [Fact]
    public async Task EveryTextFindsItsOwnSequenceAndNoOther()
    {
        await using var app = Start();
        foreach (var text in HostileTexts)
        {
            var id = app.Begin(text);
            app.Log(id, "{StepName} {LinkComponent}", text, "files:file:" + text);
        }

        await app.FlushAsync();
        for (var i = 0; i < HostileTexts.Length; i++)
        {
            var text = HostileTexts[i];
            SequenceId[] own = [new SequenceId(2025, 7, i + 1)];
            Assert.Equal(own, await IdsOf(app.Store.Reader, new SequenceQuery { UserId = text }));
            Assert.Equal(own, await IdsOf(app.Store.Reader, new SequenceQuery { StepName = text }));
            Assert.Equal(
                own, await IdsOf(app.Store.Reader, new SequenceQuery { Component = ComponentQuery.Parse("files:" + text) }));
            Assert.Equal(own[0], await app.Sequences.FindOrIssueAsync(text, cancellationToken: Token));
        }
    }

    [Fact]
    public async Task AnyTextMayBeSearchedFor()
    {
        await using var app = Start();
        app.Log(app.Begin(), "{StepName} of {Thing}", "One", "many things");
        await app.FlushAsync();

        foreach (var text in HostileTexts.Append("").Append(new string('y', 200_000)).Append(new string('%', 100_000)))
        {
            var found = await IdsOf(app.Store.Reader, new SequenceQuery { Text = text });
            Assert.Equal(text.Length == 0 ? 1 : 0, found.Length);
        }
    }

    [Fact]
    public async Task TimesAtBothEndsOfTheCalendarAreKeptToTheMicrosecond()
    {
        await using var store = OpenStore();
        DateTimeOffset[] times =
        [
            DateTimeOffset.MinValue, new(1, 1, 1, 0, 0, 0, 1, 1, TimeSpan.Zero),
            new(1969, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero), DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue,
        ];
        foreach (var time in times)
        {
            var id = await store.CreateAsync(At(time), Token);
            await store.AppendAsync(
                new Batch(id.ToString()).Step(id, "One", time).Link(id, ComponentLink.Parse("a:b:c"), time), Token);

            var kept = new DateTimeOffset(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
            var details = await DetailsOf(store, id);
            Assert.Equal((time.Year, time.Month), (id.Year, id.Month));
            Assert.Equal((kept, kept, kept), (details.CreatedAt, details.UpdatedAt, details.Steps[0].Timestamp));
            Assert.Equal((kept, kept), (details.Links[0].FirstSeen, details.Links[0].LastSeen));
        }

        Assert.Equal(times.Length, (await store.Reader.GetStatisticsAsync(Token)).Steps.Total);
    }

    [Fact]
    public async Task RecordsThatMakeNoSenseAreRefusedAndTheStoreGoesOn()
    {
        await using var store = OpenStore();
        var id = await store.CreateAsync(At(Noon), Token);
        var step = (byte)RecordKind.Step;

        Batch[] spoiled =
        [
            new Batch().Bytes(),
            new Batch().Bytes(1, 2, 3),
            new Batch().Bytes([.. Enumerable.Repeat((byte)0xFF, 64)]),
            new Batch().Odd(id, kind: 0, status: 0, "One", Noon),
            new Batch().Odd(id, kind: 8, status: 0, "One", Noon),
            new Batch().Rejected("bad_link", 0, Noon),
            new Batch().Rejected("", 1, Noon),
            new Batch().Loss(id, "queue_full", -1, Noon, Noon),
            new Batch().Odd(id, step, status: 4, "One", Noon),
            new Batch().Odd(id, step, status: 255, "One", Noon),
            new Batch().Odd(id, (byte)RecordKind.Status, status: 4, null, Noon),
            new Batch().Odd(id, step, status: 0, name: null, Noon),
            new Batch().Odd(id, step, status: 0, name: " ", Noon),
            new Batch().Odd(id, step, status: 0, new string('x', StepName.MaxLength + 1), Noon),
        ];
        foreach (var batch in spoiled)
        {
            var failure = await Assert.ThrowsAsync<SequenceStoreException>(async () => await store.AppendAsync(batch, Token));
            Assert.Equal(StoreErrorKind.BadData, failure.Kind);
        }

        await store.AppendAsync(new Batch().Step(id, "One", Noon), Token);
        Assert.Equal(["One"], NamesOf(await DetailsOf(store, id)));
        Assert.Equal(1, (await store.Reader.GetStatisticsAsync(Token)).Steps.Total);
    }

    /// <summary>The text as UTF-8 can hold it: a lone surrogate is none.</summary>
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
