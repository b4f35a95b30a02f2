namespace AdBot.Payments;

/// <summary>
/// The TON blockchain, as far as this bot needs it. The sample has a pretended one only; a real one asks an indexer such as
/// toncenter for the transfers to the wallet.
/// </summary>
internal interface ITonNetwork
{
    /// <summary>Shows the user's wallet what to pay.</summary>
    void Request(string comment, decimal amount);

    /// <summary>Transfers to the bot's wallet as they appear, until no more can come.</summary>
    IAsyncEnumerable<Transfer> IncomingAsync(CancellationToken cancellationToken);

    /// <summary>How many blocks confirm a transfer.</summary>
    /// <exception cref="TimeoutException">The node did not answer in time.</exception>
    Task<int> ConfirmationsAsync(Transfer transfer, CancellationToken cancellationToken);

    /// <summary>Nothing will be requested any more.</summary>
    void Close();
}

/// <summary>A transfer to the bot's wallet. It knows nothing of users and journeys.</summary>
internal sealed record Transfer(string Hash, string Comment, decimal Amount);
