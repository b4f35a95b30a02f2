namespace SequenceLogging.PostgreSql.Schema;

/// <summary>Takes the files of the schema apart: in them, a semicolon at the end of a line ends a statement.</summary>
internal static class SqlStatements
{
    public static IEnumerable<string> Of(string sql)
    {
        var statement = new System.Text.StringBuilder();
        foreach (var line in sql.Split('\n'))
        {
            var comment = line.IndexOf("--", StringComparison.Ordinal);
            var text = (comment < 0 ? line : line[..comment]).TrimEnd();
            statement.AppendLine(text);
            if (text.EndsWith(';'))
            {
                yield return statement.ToString().Trim().TrimEnd(';');
                statement.Clear();
            }
        }
    }
}
