namespace SequenceLogging.Browser.Tests.Sites;

/// <summary>The pages by their addresses below the mount.</summary>
internal static class Pages
{
    /// <summary>All that are not about one journey.</summary>
    public static readonly IReadOnlyList<string> All =
        ["", "search", "search?status=failed", "flow", "funnel", "variants", "components", "store", "nowhere"];
}
