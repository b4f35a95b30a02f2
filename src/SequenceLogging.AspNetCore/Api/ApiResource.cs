namespace SequenceLogging.AspNetCore.Api;

/// <summary>One address of the API, with all that its documentation says.</summary>
/// <param name="Path">Below <c>api/v1/</c>.</param>
/// <param name="Summary">What it answers.</param>
/// <param name="Answer">The type of the answer.</param>
/// <param name="AskAsync">Finds the answer.</param>
internal sealed record ApiResource(
    string Path, string Summary, Type Answer, Func<ApiRequest, CancellationToken, ValueTask<ApiAnswer>> AskAsync)
{
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>Whether one answer serves all who ask the same within a moment.</summary>
    public bool IsShared { get; init; }
}
