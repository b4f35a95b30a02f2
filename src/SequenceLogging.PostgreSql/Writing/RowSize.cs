using System.Text;
using SequenceLogging.Storage;
using SequenceLogging.Storage.Planning;

namespace SequenceLogging.PostgreSql.Writing;

/// <summary>
/// What rows take, counted when they are written: the files of the server do not shrink when rows go, and do not tell what is in
/// them. Per row a round number stands for the numbers in it, its head and its places in indexes.
/// </summary>
internal static class RowSize
{
    private const int OfHeader = 240;
    private const int OfStep = 120;
    private const int OfOther = 100;
    private const int OfLink = 180;

    public static long Of(NewSequence sequence) =>
        OfHeader + Of(sequence.UserId?.Value) + Of(sequence.Username) + Of(sequence.Language) + Of(sequence.Metadata);

    public static long Of(StepRow step) => OfStep + Of(step.Message) + Of(step.Metadata) + Of(step.Error);

    public static long Of(ErrorRow error) => OfOther + Of(error.Component) + Of(error.Message) + Of(error.Metadata) + Of(error.Error);

    public static long Of(StatusRow status) => OfOther + Of(status.Reason);

    public static long Of(LinkRow link) =>
        OfLink + Of(link.Key.Component) + Of(link.Key.EntityType) + Of(link.Key.EntityId) + Of(link.Key.LinkType) + Of(link.Metadata);

    private static long Of(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
