namespace SequenceLogging.AspNetCore.Scopes;

/// <summary>What a request is part of that brings no sequence which is believed.</summary>
public enum WhenAbsent
{
    /// <summary>No sequence; what the request does may begin one.</summary>
    None,

    /// <summary>A new sequence, as <see cref="SequenceLog.Begin"/> begins it.</summary>
    Begin,

    /// <summary>
    /// The user's newest open sequence, or a new one, as <see cref="SequenceLog.BeginOrResume"/> does it; none where
    /// <see cref="SequenceScopeOptions.UserId"/> knows no user, since who is nobody has no journey to go on with.
    /// </summary>
    BeginOrResume,
}
