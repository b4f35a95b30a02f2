using SequenceLogging.Storage;

namespace SequenceLogging.Importing;

/// <summary>
/// Makes sequences of the log files that Serilog has written: compact JSON (CLEF) and the JSON of its JsonFormatter, as they
/// are, gzipped, or in UTF-16. Events with a <c>SequenceId</c> keep it, others are grouped by a property
/// (<see cref="ImportOptions.SequenceBy"/>); each group's id is issued in the UTC month of its first step, link or status.
/// </summary>
/// <remarks>
/// <para>
/// The same rules hold as for events that are logged (<see cref="Routing.PropertyNames"/>). An event is known by what its
/// line says: a file imported again, or one that has grown, adds only what is new, and after a failure the import is simply
/// run again. Nothing is left out in silence, see <see cref="ImportResult"/>.
/// </para>
/// <para>
/// Several files are imported one after the other; groups go on from file to file. Memory is bounded by the longest line and
/// two batches, and beside that takes about 100 bytes for each group and 30 for each step of the file.
/// </para>
/// <para>
/// The runtime takes a gzip file that is cut off for one that is complete, unless the setting
/// <c>System.IO.Compression.UseStrictValidation</c> of the program is true, as it is in <c>seqlog</c>.
/// </para>
/// </remarks>
public sealed class LogImporter
{
    private readonly ISequenceStore _store;
    private readonly ImportOptions _options;
    private readonly SequenceGroups _groups;

    /// <summary>Makes an importer into a store, which stays the caller's.</summary>
    /// <param name="store">Takes the sequences.</param>
    /// <param name="options">How to import; not to be changed afterwards.</param>
    /// <exception cref="ArgumentException">The settings are not right; the message names all that is wrong.</exception>
    public LogImporter(ISequenceStore store, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        }

        _store = store;
        _options = options;
        _groups = new SequenceGroups(options.SequenceBy);
    }

    /// <summary>Imports one file. Not to be called again before it has returned.</summary>
    /// <param name="stream">The file; it need not seek, and is not closed.</param>
    /// <param name="name">What people call the file; it stands in front of each bad line.</param>
    /// <param name="progress">Told how far it is, many times a second; null for nobody.</param>
    /// <param name="cancellationToken">Stops between two lines or batches; what was written stays.</param>
    /// <returns>What became of the file; everything counted there is durable in the store.</returns>
    /// <exception cref="SequenceStoreException">The store cannot write; what was written stays.</exception>
    public async Task<ImportResult> ImportAsync(
        Stream stream, string name, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        using var import = new FileImport(name, _options, _groups, _store);
        await using var _ = import.Writer.ConfigureAwait(false);
        try
        {
            await ReadAsync(stream, import, progress, cancellationToken).ConfigureAwait(false);
            await import.Writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return import.ToResult();
        }
        catch
        {
            // Which of the groups the store knows is not known here.
            _groups.Forget();
            throw;
        }
    }

    private async Task ReadAsync(
        Stream stream,
        FileImport import,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken)
    {
        var text = await LogStream.OpenAsync(stream, cancellationToken).ConfigureAwait(false);
        await using var _ = text.ConfigureAwait(false);
        using var lines = new LineReader(text, _options.MaxLineBytes);
        while (await TryFillAsync(lines, import, cancellationToken).ConfigureAwait(false))
        {
            while (lines.TryRead(out var line, out var isTooLong))
            {
                import.Take(line, isTooLong);
                if (import.Writer.IsFull)
                {
                    await import.Writer.WriteAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            progress?.Report(import.Progress(FractionOf(stream)));
        }
    }

    /// <summary>A file that is damaged, or a disk that is, ends the file but loses nothing of what came before.</summary>
    private static async ValueTask<bool> TryFillAsync(LineReader lines, FileImport import, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.FillAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            import.Break(e);
            return false;
        }
    }

    private static double? FractionOf(Stream stream) =>
        stream.CanSeek && stream.Length is > 0 and var length ? Math.Min(1, (double)stream.Position / length) : null;
}
