using System.Threading.Channels;

namespace AdBot.Publishing;

/// <summary>The posts to publish. A bot of size keeps them in a table, with the sequence id in a text column.</summary>
internal sealed class PostQueue
{
    private readonly Channel<Post> _posts = Channel.CreateUnbounded<Post>();

    public void Add(Post post) => _posts.Writer.TryWrite(post);

    /// <summary>The posts, until no more can come.</summary>
    public IAsyncEnumerable<Post> TakeAsync(CancellationToken cancellationToken) => _posts.Reader.ReadAllAsync(cancellationToken);

    /// <summary>No more posts will be added.</summary>
    public void Close() => _posts.Writer.TryComplete();
}
