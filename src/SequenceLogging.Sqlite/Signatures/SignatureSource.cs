namespace SequenceLogging.Sqlite.Signatures;

/// <summary>The tables whose rows say something that is searched, as <c>signatures.source</c> has them.</summary>
internal enum SignatureSource
{
    Steps = 0,
    Errors = 1,
    Sequences = 2,
}

/// <summary>What is to be known of these tables.</summary>
internal static class SignatureSources
{
    public static string Table(this SignatureSource source) => source switch
    {
        SignatureSource.Steps => "steps",
        SignatureSource.Errors => "errors",
        _ => "sequences",
    };

    /// <summary>The column with the number of the sequence.</summary>
    public static string Sequence(this SignatureSource source) => source is SignatureSource.Sequences ? "id" : "sequence";

    /// <summary>Three columns that are searched for text; the second one is the metadata.</summary>
    public static string Texts(this SignatureSource source) =>
        source is SignatureSource.Sequences ? "username, metadata, NULL" : "message, metadata, error";
}
