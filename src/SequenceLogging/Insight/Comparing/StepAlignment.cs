namespace SequenceLogging.Insight.Comparing;

/// <summary>
/// How two lists of steps lie side by side with the fewest steps left alone (the longest common subsequence, by Wagner and
/// Fischer's table). The second one may go on behind the first: a journey that broke off is like the beginning of one that did not.
/// </summary>
internal static class StepAlignment
{
    /// <summary>
    /// So many steps of each are laid side by side at once, since the table is the square of it; of longer lists that differ in more
    /// than that the pairs are good, and may not be the best.
    /// </summary>
    public const int MostSteps = 300;

    /// <summary>
    /// How many steps have to be left alone; behind the end of the first list none counts. Looks no further than one table behind
    /// the beginning that the lists have in common.
    /// </summary>
    public static int Distance(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var start = CommonBeginning(one, 0, other, 0);
        var table = Table(one, start, other, start);
        return Enumerable.Range(0, table.GetLength(1)).Min(column => table[table.GetLength(0) - 1, column]);
    }

    /// <summary>The pairs, in order; -1 where a step of the other list has no fellow.</summary>
    public static IReadOnlyList<(int One, int Other)> Pairs(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var pairs = new List<(int One, int Other)>();
        for (var (i, j) = (0, 0); i < one.Count || j < other.Count;)
        {
            for (var common = CommonBeginning(one, i, other, j); common > 0; common--)
            {
                pairs.Add((i++, j++));
            }

            var some = Some(one, i, other, j);
            pairs.AddRange(some);
            i += some.Count(p => p.One >= 0);
            j += some.Count(p => p.Other >= 0);
        }

        return pairs;
    }

    /// <summary>The pairs of one table, behind two places.</summary>
    private static List<(int One, int Other)> Some(IReadOnlyList<string> one, int i0, IReadOnlyList<string> other, int j0)
    {
        var table = Table(one, i0, other, j0);
        var (i, j) = (table.GetLength(0) - 1, table.GetLength(1) - 1);
        var isRest = i0 + i == one.Count;

        // The shortest beginning of the other that is as near as any.
        var end = isRest ? Enumerable.Range(0, j + 1).MinBy(column => table[i, column]) : j;
        var pairs = new List<(int One, int Other)>();
        for (; j > end; j--)
        {
            pairs.Add((-1, j0 + j - 1));
        }

        while (i > 0 || j > 0)
        {
            if (i > 0 && j > 0 && one[i0 + i - 1] == other[j0 + j - 1])
            {
                pairs.Add((i0 + --i, j0 + --j));
            }
            else if (j > 0 && (i == 0 || table[i, j - 1] <= table[i - 1, j]))
            {
                pairs.Add((-1, j0 + --j));
            }
            else
            {
                pairs.Add((i0 + --i, -1));
            }
        }

        pairs.Reverse();

        // What lies alone at the end of a table may have its fellow in the next one; that begins behind the last pair, if it is not
        // all but this one again.
        var last = isRest ? -1 : pairs.FindLastIndex(p => p is { One: >= 0, Other: >= 0 });
        return last >= MostSteps / 2 ? pairs[..(last + 1)] : pairs;
    }

    private static int CommonBeginning(IReadOnlyList<string> one, int i0, IReadOnlyList<string> other, int j0)
    {
        var most = Math.Min(one.Count - i0, other.Count - j0);
        var length = 0;
        while (length < most && one[i0 + length] == other[j0 + length])
        {
            length++;
        }

        return length;
    }

    private static int[,] Table(IReadOnlyList<string> one, int i0, IReadOnlyList<string> other, int j0)
    {
        var (rows, columns) = (Math.Min(one.Count - i0, MostSteps), Math.Min(other.Count - j0, MostSteps));
        var table = new int[rows + 1, columns + 1];
        for (var i = 0; i <= rows; i++)
        {
            for (var j = 0; j <= columns; j++)
            {
                table[i, j] = i == 0 || j == 0
                    ? i + j
                    : one[i0 + i - 1] == other[j0 + j - 1] ? table[i - 1, j - 1] : 1 + Math.Min(table[i - 1, j], table[i, j - 1]);
            }
        }

        return table;
    }
}
