namespace SequenceLogging.PostgreSql.Schema;

/// <summary>Reads the SQL that is part of the assembly, in the words of the server that it is for.</summary>
internal static class SqlFile
{
    private static readonly string[] Kinds = ["Schema", "Views"];

    /// <summary>The files that make a version of the one before it.</summary>
    public static IEnumerable<string> NamesOf(int version) =>
        Kinds.Select(kind => FormattableString.Invariant($"{kind}{version}.sql"))
            .Where(typeof(SqlFile).Assembly.GetManifestResourceNames().Contains);

    /// <param name="name">The file, as <c>Schema1.sql</c>.</param>
    /// <param name="isPartitioned">Whether rows are kept in partitions by month.</param>
    /// <param name="isBytewise">Whether the server knows the collation "C"; one that does not compares by bytes anyhow.</param>
    public static string Read(string name, bool isPartitioned, bool isBytewise)
    {
        using var stream = typeof(SqlFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Replace("{bytewise}", isBytewise ? "COLLATE \"C\"" : "", StringComparison.Ordinal)
            .Replace("{partitioned by id}", isPartitioned ? "PARTITION BY RANGE (id)" : "", StringComparison.Ordinal)
            .Replace("{partitioned by sequence}", isPartitioned ? "PARTITION BY RANGE (sequence)" : "", StringComparison.Ordinal);
    }
}
