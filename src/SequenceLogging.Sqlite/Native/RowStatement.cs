using System.Runtime.InteropServices;
using SQLitePCL;

namespace SequenceLogging.Sqlite.Native;

/// <summary>
/// A prepared statement for what is written with each step. A value costs SQLite a few nanoseconds, and the binding ten times that:
/// it guards the handle in every call, and has every text copied. Here values go to the library as they are, and texts stay where
/// they lie until the statement has run. Its connection must not be closed meanwhile, so it is for the one that writes.
/// </summary>
internal sealed class RowStatement
{
    private const string Library = "e_sqlite3";

    private const DllImportSearchPath Beside = DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories;

    /// <summary>A handle of another library (an application may bring one that encrypts) means nothing to this one.</summary>
    private static readonly bool IsOurLibrary = raw.GetNativeLibraryName() == Library;

    private readonly Database _database;
    private readonly sqlite3_stmt _handle;
    private readonly nint _pointer;

    // What has a value from an earlier run; SQLite keeps them.
    private readonly bool[] _hasValue;

    public RowStatement(Database database, sqlite3_stmt handle)
    {
        (_database, _handle, _pointer) = (database, handle, handle.DangerousGetHandle());
        _hasValue = new bool[raw.sqlite3_bind_parameter_count(handle) + 1];
    }

    public void Bind(int parameter, long value)
    {
        _hasValue[parameter] = true;
        Check(IsOurLibrary ? BindInt64(_pointer, parameter, value) : raw.sqlite3_bind_int64(_handle, parameter, value));
    }

    public void Bind(int parameter, long? value)
    {
        if (value is { } number)
        {
            Bind(parameter, number);
        }
        else
        {
            BindNull(parameter);
        }
    }

    /// <summary>Binds a number; NaN is NULL.</summary>
    public void Bind(int parameter, double value)
    {
        if (double.IsNaN(value))
        {
            BindNull(parameter);
            return;
        }

        _hasValue[parameter] = true;
        Check(IsOurLibrary ? BindDouble(_pointer, parameter, value) : raw.sqlite3_bind_double(_handle, parameter, value));
    }

    /// <summary>Binds UTF-8 text, which must stay as it is until the statement has run; empty is NULL.</summary>
    public void BindText(int parameter, in PinnedPiece utf8)
    {
        if (utf8.Length == 0)
        {
            BindNull(parameter);
            return;
        }

        _hasValue[parameter] = true;
        Check(IsOurLibrary
            ? BindText(_pointer, parameter, utf8.Address, utf8.Length, 0)
            : raw.sqlite3_bind_text(_handle, parameter, utf8.Span));
    }

    /// <summary>Binds bytes, which must stay as they are until the statement has run; empty is NULL.</summary>
    public void BindBlob(int parameter, in PinnedPiece bytes)
    {
        if (bytes.Length == 0)
        {
            BindNull(parameter);
            return;
        }

        _hasValue[parameter] = true;
        Check(IsOurLibrary
            ? BindBlob(_pointer, parameter, bytes.Address, bytes.Length, 0)
            : raw.sqlite3_bind_blob(_handle, parameter, bytes.Span));
    }

    /// <summary>Runs it; it answers nothing, and is ready for its next use then.</summary>
    public void Run()
    {
        try
        {
            if ((IsOurLibrary ? Step(_pointer) : raw.sqlite3_step(_handle)) != raw.SQLITE_DONE)
            {
                _database.Throw(raw.sqlite3_sql(_handle).utf8_to_string());
            }
        }
        finally
        {
            // One that failed and was not reset takes no values any more: whatever comes after it would be refused.
            _ = IsOurLibrary ? Reset(_pointer) : raw.sqlite3_reset(_handle);
        }
    }

    private void BindNull(int parameter)
    {
        if (_hasValue[parameter])
        {
            _hasValue[parameter] = false;
            Check(raw.sqlite3_bind_null(_handle, parameter));
        }
    }

    private void Check(int code) => _database.Check(code, "bind a value");

    // These do nothing but set a few fields, so the collector may well wait for them.
    [DllImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(Beside)]
    private static extern int BindInt64(nint statement, int parameter, long value);

    [DllImport(Library, EntryPoint = "sqlite3_bind_double")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(Beside)]
    private static extern int BindDouble(nint statement, int parameter, double value);

    [DllImport(Library, EntryPoint = "sqlite3_bind_text")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(Beside)]
    private static extern int BindText(nint statement, int parameter, nint utf8, int length, nint whenDone);

    [DllImport(Library, EntryPoint = "sqlite3_bind_blob")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(Beside)]
    private static extern int BindBlob(nint statement, int parameter, nint bytes, int length, nint whenDone);

    [DllImport(Library, EntryPoint = "sqlite3_step")]
    [DefaultDllImportSearchPaths(Beside)]
    private static extern int Step(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_reset")]
    [DefaultDllImportSearchPaths(Beside)]
    private static extern int Reset(nint statement);
}
