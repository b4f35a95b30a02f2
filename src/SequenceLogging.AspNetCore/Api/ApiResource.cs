using Microsoft.AspNetCore.Http;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>One address of the API, with all that its documentation says.</summary>
/// <param name="Path">Below <c>api/v1/</c>.</param>
/// <param name="Summary">What it answers.</param>
/// <param name="Answer">The type of the answer.</param>
/// <param name="AskAsync">Finds the answer.</param>
internal sealed record ApiResource(
    string Path, string Summary, Type Answer, Func<ApiRequest, CancellationToken, ValueTask<ApiAnswer>> AskAsync)
{
    public string Method { get; init; } = HttpMethods.Get;

    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>The type of what is sent; null where nothing is.</summary>
    public Type? Body { get; init; }

    /// <summary>What the answer is.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>Whether one answer serves all who ask the same within a moment.</summary>
    public bool IsShared { get; init; }

    /// <summary>An address that answers in a way of its own.</summary>
    public static ApiResource Described(string path, string summary, Type answer) => new(
        path, summary, answer, (_, _) => throw new NotSupportedException($"{path} is answered in a way of its own."));
}
