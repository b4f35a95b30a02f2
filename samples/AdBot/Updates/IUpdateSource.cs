namespace AdBot.Updates;

/// <summary>Where updates come from. A source may give an update again; whoever reads it must bear that.</summary>
internal interface IUpdateSource
{
    /// <summary>The updates in order, until there are no more or the bot stops.</summary>
    IAsyncEnumerable<Update> ReadAsync(CancellationToken stopping);
}
