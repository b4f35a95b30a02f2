using SequenceLogging.Journeys;
using SequenceLogging.Storage;

namespace SequenceLogging.Insight.Errors;

/// <summary>Opens a group of errors into the sequences that it counts.</summary>
public static class ErrorGroupSequences
{
    /// <summary>The sequences of a group, newest id first; as many as its <see cref="ErrorGroup.Sequences"/> says.</summary>
    /// <param name="reader">Answers from the store.</param>
    /// <param name="group">The group.</param>
    /// <param name="firstDay">The first day that was asked for.</param>
    /// <param name="lastDay">The last day.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="SequenceStoreException">The store does not answer.</exception>
    public static async ValueTask<IReadOnlyList<SequenceHeader>> FindAsync(
        ISequenceReader reader, ErrorGroup group, DateOnly firstDay, DateOnly lastDay, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(group);
        var errors = await ErrorQuery.ReadAsync(reader, firstDay, lastDay, cancellationToken).ConfigureAwait(false);
        var found = new List<SequenceHeader>();
        foreach (var id in errors.Where(group.Holds).Select(e => e.SequenceId).Distinct().OrderDescending())
        {
            if (await reader.GetDetailsAsync(id, cancellationToken).ConfigureAwait(false) is { } journey)
            {
                found.Add(journey);
            }
        }

        return found;
    }
}
