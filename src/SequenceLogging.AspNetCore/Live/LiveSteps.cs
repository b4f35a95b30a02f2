using SequenceLogging.Journeys;

namespace SequenceLogging.AspNetCore.Live;

/// <summary>What has arrived in the store.</summary>
/// <param name="Position">That of the newest step, from which a stream resumes.</param>
/// <param name="Steps">The newest steps, oldest of them first; at most <see cref="Most"/>.</param>
/// <param name="Skipped">About how many more there were before them.</param>
/// <param name="Sequences">Where their sequences stand.</param>
internal sealed record LiveSteps(long Position, IReadOnlyList<StoredStep> Steps, long Skipped, IReadOnlyList<SequenceHeader> Sequences)
{
    public const int Most = 100;
}
