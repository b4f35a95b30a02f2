using System.Net;
using System.Text.Json;

namespace SequenceLogging.AspNetCore.Tests.Api;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("api/v1/sequences")]
    [InlineData("api/v1/statistics")]
    [InlineData("api/v1/stuck")]
    [InlineData("api/v1/failed")]
    [InlineData("api/v1/health")]
    [InlineData("api/v1/flow")]
    [InlineData("api/v1/flow?status=failed")]
    [InlineData("api/v1/flow/sequences?node=User_Flow_1_Start")]
    [InlineData("api/v1/flow/sequences?from=User_Flow_1_Start&to=CreateAd_Step_6_CalculatePrice")]
    [InlineData("api/v1/flow/sequences?from=&to=User_Flow_1_Start")]
    [InlineData("api/v1/flows")]
    [InlineData("api/v1/variants")]
    [InlineData("api/v1/variants/sequences?variant=none")]
    [InlineData("api/v1/funnel?steps=User_Flow_1_Start,CreateAd_Step_6_CalculatePrice")]
    [InlineData("api/v1/funnel?flow=CreateAd&by=language")]
    [InlineData("api/v1/funnel/sequences?flow=CreateAd&open=reached:1")]
    [InlineData("api/v1/components")]
    [InlineData("api/v1/components/errors?type=System.TimeoutException&step=CreateAd_Step_6_CalculatePrice&component=CreateAd")]
    [InlineData("api/v1/overview")]
    [InlineData("api/v1/store")]
    [InlineData("api/v1/store/examination")]
    [InlineData("api/v1/rejected")]
    [InlineData("api/v1/sequences/search?q=ann")]
    [InlineData("api/v1/sequences/SEQ-2025-07-00001/report")]
    [InlineData("api/v1/sequences/SEQ-2025-07-00002/twin")]
    [InlineData("api/v1/sequences/SEQ-2025-07-00001/export?format=json")]
    public async Task EachQuestionIsAnsweredInJSON(string address)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        using var answer = await app.Client().GetAsync("/sequences/" + address);

        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).Dispose();
    }

    [Fact]
    public async Task AJourneyHasTheShapeOfTheCommandLine()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        using var journey = JsonDocument.Parse(await app.Client().GetStringAsync($"/sequences/api/v1/sequences/{shop.Paid}"));

        Assert.Equal("completed", journey.RootElement.GetProperty("status").GetString());
        Assert.Equal("CreateAd_Step_6_CalculatePrice", journey.RootElement.GetProperty("steps")[1].GetProperty("stepName").GetString());
        Assert.Equal("TON", journey.RootElement.GetProperty("steps")[1].GetProperty("metadata").GetProperty("Currency").GetString());
    }
}
