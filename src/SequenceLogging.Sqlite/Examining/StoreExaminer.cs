using SequenceLogging.Sqlite.Native;
using SequenceLogging.Storage;

namespace SequenceLogging.Sqlite.Examining;

/// <summary>
/// Looks at a store and the files beside it, and changes nothing. It asks piece by piece, since the WAL cannot begin anew while a
/// picture of the store is held: the longest piece is the check of all pages.
/// </summary>
/// <param name="path">The store's file.</param>
/// <param name="ask">Asks in one short read transaction.</param>
internal sealed class StoreExaminer(string path, Func<Func<Database, object>, object> ask)
{
    private readonly List<StoreFinding> _findings = [];

    public StoreExamination Run()
    {
        var settings = new SettingsFindings(path);
        var files = new FileFindings(path);
        Look("sqlite_version", _ => SettingsFindings.SqliteVersion());
        Look("schema_version", SettingsFindings.SchemaVersion);
        Look("structure", StructureFinding.Run);
        LookInPieces(IntegrityCheck.Name, new IntegrityCheck(Ask).Run, IntegrityCheck.Advice);
        LookInPieces(StepChainFinding.Name, new StepChainFinding(ask).Run);
        Look("journal_mode", SettingsFindings.JournalMode);
        Look("file_size", files.Size);
        Look("free_pages", FileFindings.FreePages);
        Look("wal_size", _ => files.Wal());
        Look("file_mode", _ => settings.FileMode());
        Look("journals", _ => new JournalFinding(path + ".journal").Run());
        Look("id_marks", new MarkFinding(path).Run);
        Look("rejected", FileFindings.Rejected);
        _findings.Add(Signatures());
        var accounts = Accounts();
        return new StoreExamination { Findings = _findings, Ids = accounts };
    }

    /// <summary>What the files and the first pages tell.</summary>
    public IReadOnlyList<StoreFinding> Look()
    {
        var settings = new SettingsFindings(path);
        var files = new FileFindings(path);
        Look("sqlite_version", _ => SettingsFindings.SqliteVersion());
        Look("schema_version", SettingsFindings.SchemaVersion);
        Look("journal_mode", SettingsFindings.JournalMode);
        Look("file_size", files.Size);
        Look("free_pages", FileFindings.FreePages);
        Look("wal_size", _ => files.Wal());
        Look("file_mode", _ => settings.FileMode());
        Look("journals", _ => new JournalFinding(path + ".journal").Run());
        return _findings;
    }

    private void Look(string name, Func<Database, StoreFinding> look)
    {
        try
        {
            _findings.Add(Ask(look));
        }
        catch (Exception e) when (IsTold(e))
        {
            _findings.Add(new StoreFinding(name, FindingLevel.Problem, e.Message));
        }
    }

    private void LookInPieces(string name, Func<StoreFinding> look, string? advice = null)
    {
        try
        {
            _findings.Add(look());
        }
        catch (SequenceStoreException e)
        {
            _findings.Add(new StoreFinding(name, FindingLevel.Problem, e.Message, advice));
        }
    }

    private StoreFinding Signatures()
    {
        try
        {
            return new SignatureFinding(Ask).Run();
        }
        catch (SequenceStoreException e)
        {
            return new StoreFinding(SignatureFinding.Name, FindingLevel.Problem, e.Message);
        }
    }

    private IReadOnlyList<IdAccount> Accounts()
    {
        try
        {
            var accounts = new IdAccounting(Ask).Run();
            _findings.Add(IdAccounting.Summarize(accounts));
            return accounts;
        }
        catch (SequenceStoreException e)
        {
            _findings.Add(new StoreFinding(IdAccounting.Name, FindingLevel.Problem, e.Message));
            return [];
        }
    }

    private T Ask<T>(Func<Database, T> question)
        where T : notnull =>
        (T)ask(database => question(database));

    private static bool IsTold(Exception e) => e is SequenceStoreException or IOException or UnauthorizedAccessException;
}
