namespace SequenceLogging.Insight.Comparing;

/// <summary>
/// How two lists of steps lie side by side with the fewest steps left alone (the longest common subsequence, by Wagner and
/// Fischer's table). The second one may go on behind the first: a journey that broke off is like the beginning of one that did not.
/// </summary>
internal static class StepAlignment
{
    /// <summary>Longer journeys are compared as far as this: the table is the square of it.</summary>
    public const int MostSteps = 300;

    /// <summary>How many steps have to be left alone; behind the end of the first list none counts.</summary>
    public static int Distance(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var table = Table(one, other);
        var best = int.MaxValue;
        for (var j = 0; j < table.GetLength(1); j++)
        {
            best = Math.Min(best, table[table.GetLength(0) - 1, j]);
        }

        return best;
    }

    /// <summary>The pairs, in order; -1 where a step of the other list has no fellow.</summary>
    public static IReadOnlyList<(int One, int Other)> Pairs(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var table = Table(one, other);
        var (i, j) = (table.GetLength(0) - 1, table.GetLength(1) - 1);

        // The shortest beginning of the other that is as near as any.
        var end = Enumerable.Range(0, j + 1).MinBy(column => table[i, column]);
        var pairs = new List<(int One, int Other)>();
        for (; j > end; j--)
        {
            pairs.Add((-1, j - 1));
        }

        while (i > 0 || j > 0)
        {
            if (i > 0 && j > 0 && one[i - 1] == other[j - 1])
            {
                pairs.Add((--i, --j));
            }
            else if (j > 0 && (i == 0 || table[i, j - 1] <= table[i - 1, j]))
            {
                pairs.Add((-1, --j));
            }
            else
            {
                pairs.Add((--i, -1));
            }
        }

        pairs.Reverse();
        return pairs;
    }

    private static int[,] Table(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var (rows, columns) = (Math.Min(one.Count, MostSteps), Math.Min(other.Count, MostSteps));
        var table = new int[rows + 1, columns + 1];
        for (var i = 0; i <= rows; i++)
        {
            for (var j = 0; j <= columns; j++)
            {
                table[i, j] = i == 0 || j == 0
                    ? i + j
                    : one[i - 1] == other[j - 1] ? table[i - 1, j - 1] : 1 + Math.Min(table[i - 1, j], table[i, j - 1]);
            }
        }

        return table;
    }
}
