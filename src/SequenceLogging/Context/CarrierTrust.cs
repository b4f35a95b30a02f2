namespace SequenceLogging.Context;

/// <summary>
/// What of a request or message is believed. Whoever can name a sequence can add steps to it, and ids are easy to guess: believe
/// those who are your own.
/// </summary>
[Flags]
public enum CarrierTrust
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The header <see cref="SequenceCarrier.HeaderName"/>.</summary>
    Header = 1,

    /// <summary>The member <see cref="SequenceCarrier.BaggageMember"/> of W3C baggage.</summary>
    Baggage = 2,

    /// <summary>Both; the header counts where it is there.</summary>
    HeaderAndBaggage = Header | Baggage,
}
