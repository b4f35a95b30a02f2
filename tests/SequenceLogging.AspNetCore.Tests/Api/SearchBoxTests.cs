using System.Net;
using System.Text.Json;

namespace SequenceLogging.AspNetCore.Tests.Api;

public sealed class SearchBoxTests
{
    private const string Paid = "SEQ-2025-07-00001", Refused = "SEQ-2025-07-00002";

    [Theory]
    [InlineData(Paid, "id", Paid)]
    [InlineData(Paid + ":User_Flow_1_Start", "id", Paid)]
    [InlineData("566158428", "user", Paid)]
    [InlineData("user:566158428", "user", Paid)]
    [InlineData("@566158428", "user", Paid)]
    [InlineData("bob:7", "property", null)] // a colon is an entity or a property; a user of that name is user:bob:7
    [InlineData("user:bob:7", "user", Refused)]
    [InlineData("@bob", "text", Refused)]
    [InlineData("ann", "text", Paid)]
    [InlineData("payments:TE5768", "component", Paid)]
    [InlineData("payments:ton_payment:TE5768", "component", Paid)]
    [InlineData("payments:TE0000", "property", null)]
    [InlineData("Payment_Step_2_PaymentDetected", "step", Paid)]
    [InlineData("Payment", "flow", Paid)]
    [InlineData("flow:Payment", "flow", Paid)]
    [InlineData("Currency:TON", "property", Paid)]
    [InlineData("property:Currency=TON", "property", Paid)]
    [InlineData("status:failed", "status", Refused)]
    [InlineData("language:ar", "language", Refused)]
    [InlineData("open:true", "open", Refused)]
    [InlineData("\"no answer\"", "text", Refused)]
    [InlineData("\"payments:TE5768\"", "text", null)] // quotes make a text of it
    [InlineData("http://nowhere", "text", null)]
    [InlineData("text:answer", "text", Refused)]
    public async Task EachKindOfWordIsUnderstood(string word, string filter, string? found)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        var answer = await app.AskAsync("sequences/search?q=" + Uri.EscapeDataString(word));

        Assert.Equal(filter, answer.GetProperty("terms")[0].GetProperty("filter").GetString());
        Assert.Equal(found is null ? [] : [found], answer.GetProperty("items").Ids());
        Assert.Equal(filter == "id" ? found : null, answer.GetProperty("exact").GetString());
    }

    [Theory]
    [InlineData("month:2025-07", 2)]
    [InlineData("SEQ-2025-07", 2)]
    [InlineData("SEQ-2025-06-", 0)]
    [InlineData("since:1d", 2)]
    [InlineData("since:2025-07-15", 0)]
    [InlineData("until:2025-07-14", 0)]
    [InlineData("since:2d until:3d", 0)]
    [InlineData("", 2)]
    public async Task TimesAreToldAsOnTheCommandLine(string words, int found)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        Assert.Equal(found, (await app.AskAsync("sequences/search?q=" + Uri.EscapeDataString(words))).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("User_Flow_1_Start status:failed", Refused)]
    [InlineData("step:User_Flow_1_Start step:Payment_Step_2_PaymentDetected", Paid)]
    [InlineData("answer bob", Refused)]
    [InlineData("answer bob zebra", null)]
    [InlineData("text:from text:answer text:failed", Refused)]
    [InlineData("user:566158428 user:bob:7", null)]
    [InlineData(Paid + " status:completed", Paid)]
    [InlineData(Paid + " status:failed", null)]
    [InlineData(Paid + " " + Refused, null)]
    public async Task AllWordsMustFit(string words, string? found)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        Assert.Equal(found is null ? [] : [found], (await app.AskAsync("sequences/search?q=" + Uri.EscapeDataString(words))).GetProperty("items").Ids());
    }

    [Fact]
    public async Task WhatCouldBeSeveralThingsIsTheFirstThatIsThere()
    {
        await using var shop = await Shop.OpenAsync();
        var user = await shop.RunAsync("Payment", "carol", "en", logger =>
        {
            logger.Information("{StepName} with {payments}", "Other", "TE5768");
            return Task.CompletedTask;
        });
        await shop.FlushAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        // A flow, and the id of a user: the user is one, the flow is many.
        var word = await app.AskAsync("sequences/search?q=Payment");
        Assert.Equal(("user", user.ToString()), (word.GetProperty("terms")[0].GetProperty("filter").GetString(), Assert.Single(word.GetProperty("items").Ids())));

        // An entity, and a property of that name and value: the entity.
        var colon = await app.AskAsync("sequences/search?q=payments:TE5768");
        Assert.Equal([Paid], colon.GetProperty("items").Ids());
        Assert.Equal([user.ToString()], (await app.AskAsync("sequences/search?q=property:payments=TE5768")).GetProperty("items").Ids());
    }

    [Fact]
    public async Task PagesTurnAlsoWhereWordsOfOneKindAreComparedOneByOne()
    {
        await using var shop = await Shop.OpenAsync();
        for (var i = 0; i < 12; i++)
        {
            await shop.RunAsync(1_000 + i, "dora", "en", logger =>
            {
                logger.Information("{StepName} red {Number}", "Paint", i);
                logger.Information("{StepName} {Colour}", "Paint", i % 2 == 0 ? "blue" : "green");
                return Task.CompletedTask;
            });
        }

        await shop.FlushAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await app.AskAsync("sequences/search?q=red%20blue&limit=2" + (next is null ? "" : "&before=" + next));
            seen.AddRange(page.GetProperty("items").Ids());
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        Assert.Equal(6, seen.Count);
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
    }

    [Theory]
    [InlineData("status:maybe", "active, completed, failed or abandoned")]
    [InlineData("since:yesterday", "7d")]
    [InlineData("month:July", "month:2025-07")]
    [InlineData("open:perhaps", "open:true")]
    [InlineData("component:payments", "component:payments:TE5768")]
    [InlineData("property:Currency", "property:Currency=TON")]
    public async Task AFilterWithAWrongValueSaysWhatToWrite(string word, string advice)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        var detail = await app.RefusedAsync("sequences/search?q=" + Uri.EscapeDataString(word), HttpStatusCode.BadRequest);

        Assert.Contains(advice, detail, StringComparison.Ordinal);
        Assert.Contains(word, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnIdThatIsNotThereIsSaidInWords()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        var answer = await app.AskAsync("sequences/search?q=SEQ-2025-07-00099");

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("exact").ValueKind);
        Assert.Contains("SEQ-2025-07-00099", answer.GetProperty("hint").GetString(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Hostile =>
    [
        "'; DROP TABLE sequences; --", "\" OR 1=1 --", "%' OR '%'='", "*", "%", "_", "\\", "\"", "\"\"", ":", "::", "a:", ":a", "@", "@@", "text:", "user:",
        "<script>alert(1)</script>", "\0", "a\0b", "\u202e\u0645\u0631\u062d\u0628\u0627", "\ud83d\ude00", "\ufffd", "\u001b[31m", "\r\nSet-Cookie: a=b", "{0}", "${jndi:ldap://x}",
        "../../etc/passwd", "SEQ-", "SEQ-9999-99-1", "SEQ-0000-00-00000", "pending-", "99999999999999999999999999", "-1", "1e999", "NaN",
        new string('"', 500), new string('a', 1_000), string.Join(' ', Enumerable.Repeat("a", 12)), "open:true open:false", "since:99999w",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task HostileTextIsATextLikeAnyOther(string text)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        using var answer = await app.Client().GetAsync("/sequences/api/v1/sequences/search?q=" + Uri.EscapeDataString(text));

        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{(int)answer.StatusCode}");
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).Dispose();
    }

    [Theory]
    [InlineData(1_001, 1, "1,000")]
    [InlineData(1, 13, "12")]
    public async Task WhatIsTooMuchIsRefused(int length, int words, string most)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        var text = string.Join(' ', Enumerable.Repeat(new string('a', length), words));
        Assert.Contains(most, await app.RefusedAsync("sequences/search?q=" + Uri.EscapeDataString(text), HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }
}
