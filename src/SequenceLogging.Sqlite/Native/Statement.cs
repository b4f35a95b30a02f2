using System.Text;
using SQLitePCL;

namespace SequenceLogging.Sqlite.Native;

/// <summary>A prepared statement. Parameters count from 1, columns from 0, as in SQLite. Dispose resets it for its next use.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    internal sqlite3_stmt Handle => handle;

    /// <summary>Runs to the next row.</summary>
    /// <returns>False at the end.</returns>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            database.Throw(raw.sqlite3_sql(handle).utf8_to_string());
        }

        return false;
    }

    /// <summary>Runs a statement that answers nothing, and makes it ready for its next use.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            // One that failed and was not reset takes no values any more: whatever comes after it would be refused.
            Dispose();
        }
    }

    public Statement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, long? value) => value is { } number ? Bind(parameter, number) : BindNull(parameter);

    /// <summary>Binds a number; NaN is NULL.</summary>
    public Statement Bind(int parameter, double value)
    {
        if (double.IsNaN(value))
        {
            return BindNull(parameter);
        }

        Check(raw.sqlite3_bind_double(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, string? text)
    {
        if (text is null)
        {
            return BindNull(parameter);
        }

        Check(raw.sqlite3_bind_text(handle, parameter, text));
        return this;
    }

    /// <summary>Binds UTF-8 text; empty is NULL.</summary>
    public Statement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return BindNull(parameter);
        }

        Check(raw.sqlite3_bind_text(handle, parameter, utf8));
        return this;
    }

    /// <summary>Binds bytes; empty is NULL.</summary>
    public Statement BindBlob(int parameter, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return BindNull(parameter);
        }

        Check(raw.sqlite3_bind_blob(handle, parameter, bytes));
        return this;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int32(int column) => raw.sqlite3_column_int(handle, column);

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public double? DoubleOrNull(int column) => IsNull(column) ? null : raw.sqlite3_column_double(handle, column);

    public string Text(int column) => TextOrNull(column) ?? "";

    /// <summary>The text up to its full length: SQLite's C string would end at a NUL character in it.</summary>
    public string? TextOrNull(int column) =>
        IsNull(column) ? null : Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => raw.sqlite3_reset(handle);

    internal void Release() => handle.Dispose();

    private Statement BindNull(int parameter)
    {
        Check(raw.sqlite3_bind_null(handle, parameter));
        return this;
    }

    private void Check(int code) => database.Check(code, "bind a value");
}
