namespace AdBot.Payments;

/// <summary>A way to pay.</summary>
internal interface IPaymentMethod
{
    /// <summary>What it is called, as <c>TON</c>; its button says <c>pay:ton</c>.</summary>
    string Name { get; }

    /// <summary>The number of the payment for an ad, as <c>TE5768</c>.</summary>
    string NumberFor(long ad);

    /// <summary>Begins a payment.</summary>
    /// <returns>What the user is to do now.</returns>
    Task<string> BeginAsync(Payment payment);
}
