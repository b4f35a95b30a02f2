using System.Text.Json.Serialization;

namespace SequenceLogging.Seq.Setup;

/// <summary>What became of one part of the set-up.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SeqSetupOutcome>))]
public enum SeqSetupOutcome
{
    /// <summary>It was not there.</summary>
    [JsonStringEnumMemberName("created")]
    Created,

    /// <summary>It was there, and other than it should be.</summary>
    [JsonStringEnumMemberName("updated")]
    Updated,

    /// <summary>It is as it should be.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>This Seq has nothing of that kind; it is older.</summary>
    [JsonStringEnumMemberName("notSupported")]
    NotSupported,
}

/// <summary>One part of the set-up.</summary>
/// <param name="Kind"><c>signal</c>, <c>dashboard</c>, <c>alert</c> or <c>expressionindex</c>.</param>
/// <param name="Title">What Seq calls it.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record SeqSetupItem(string Kind, string Title, SeqSetupOutcome Outcome);
