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
    [InlineData("api/v1/components")]
    public async Task Each_question_is_answered_in_JSON(string address)
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        using var answer = await app.Client().GetAsync("/sequences/" + address);

        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).Dispose();
    }

    [Fact]
    public async Task A_journey_has_the_shape_of_the_command_line()
    {
        await using var shop = await Shop.OpenAsync();
        await using var app = await DashboardApp.StartAsync(shop.AddTo);

        using var journey = JsonDocument.Parse(await app.Client().GetStringAsync($"/sequences/api/v1/sequences/{shop.Paid}"));

        Assert.Equal("completed", journey.RootElement.GetProperty("status").GetString());
        Assert.Equal("CreateAd_Step_6_CalculatePrice", journey.RootElement.GetProperty("steps")[1].GetProperty("stepName").GetString());
        Assert.Equal("TON", journey.RootElement.GetProperty("steps")[1].GetProperty("metadata").GetProperty("Currency").GetString());
    }
}
