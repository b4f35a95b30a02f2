using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>Why there is no answer, as problem details (RFC 9457): what is wrong, with which value, and what to write instead.</summary>
internal sealed class ApiProblem(int status, string title, string detail) : Exception(detail)
{
    public int Status => status;

    /// <summary>The parameter that is wrong; null where none is.</summary>
    public string? Parameter { get; private init; }

    /// <summary>When to try again; null where that would not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static ApiProblem Bad(string parameter, string detail) => Bad(parameter, parameter, detail);

    /// <summary>A parameter that nobody knows: its name may be anything, so people are shown a part of it; programs get it as it came.</summary>
    public static ApiProblem Unknown(string parameter, string known) =>
        Bad(parameter, Quoted.Text(parameter), $"there is no such parameter. {known}");

    public static ApiProblem NotFound(string detail) => new(StatusCodes.Status404NotFound, "Not found", detail);

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(
            new ProblemAnswer("about:blank", title, status, Message, Parameter), AnswerJson.Readable.ProblemAnswer);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static ApiProblem Bad(string parameter, string shown, string detail) =>
        new(StatusCodes.Status400BadRequest, "A parameter is not right", $"{shown}: {detail}") { Parameter = parameter };
}

/// <summary>Problem details.</summary>
/// <param name="Type">About which kind of problem there is more to read.</param>
/// <param name="Title">What kind of problem it is.</param>
/// <param name="Status">The status code.</param>
/// <param name="Detail">What is wrong, with which value, and what to do.</param>
/// <param name="Parameter">The parameter that is wrong.</param>
internal sealed record ProblemAnswer(string Type, string Title, int Status, string Detail, string? Parameter);
