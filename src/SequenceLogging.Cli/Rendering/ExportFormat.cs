namespace SequenceLogging.Cli.Rendering;

/// <summary>The shapes in which journeys leave a store.</summary>
internal enum ExportFormat
{
    /// <summary>One object on a line for each journey.</summary>
    Json,

    /// <summary>One row for each thing that happened.</summary>
    Csv,

    /// <summary>A support card.</summary>
    Markdown,

    /// <summary>A page that needs nothing else.</summary>
    Html,
}
