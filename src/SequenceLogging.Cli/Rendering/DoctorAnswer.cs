using System.Text.Json;
using SequenceLogging.Reporting.Lines;
using SequenceLogging.Reporting.Words;
using SequenceLogging.Storage;

namespace SequenceLogging.Cli.Rendering;

/// <summary>The condition of a store.</summary>
/// <param name="Store">Which.</param>
/// <param name="Healthy">Whether nothing is wrong, and every number is accounted for.</param>
/// <param name="Findings">What was looked at.</param>
/// <param name="Ids">The account of every number that was issued, oldest month first.</param>
/// <param name="Journals">Records beside the store that are not in it yet.</param>
internal sealed record DoctorAnswer(
    string Store, bool Healthy, IReadOnlyList<DoctorFinding> Findings, IReadOnlyList<DoctorIds> Ids, WaitingJournals Journals)
{
    public static DoctorAnswer Of(string store, StoreExamination examination, WaitingJournals journals) => new(
        store,
        examination.Findings.All(f => f.Level is not FindingLevel.Problem) && examination.Ids.All(i => i.Unexplained == 0),
        [.. examination.Findings.Select(DoctorFinding.Of)],
        [.. examination.Ids.Select(i => new DoctorIds(i.Month, i.Last, i.Used, i.Gaps, i.Unexplained))],
        journals);

    public void Write(Page page)
    {
        var findings = new Grid(new Column(), new Column(), new Column());
        foreach (var finding in Findings)
        {
            findings.AddSpan([finding.Sign, new Phrase(finding.Name, Look.Dim)], new Phrase(finding.Value), new Wrapping(0));
            if (finding.Advice is { } advice)
            {
                findings.AddSpan([new Phrase(), new Phrase()], new Phrase("→ " + advice, Look.Warning), new Wrapping(2));
            }
        }

        if (Journals.Count > 0 && Findings.All(f => f.Name != "journals"))
        {
            findings.AddSpan(
                [new Phrase("!", Look.Warning), new Phrase("journals", Look.Dim)], new Phrase(Journals.Text(Store)), new Wrapping(0));
        }

        page.Write(findings);
        if (Ids.Count > 0)
        {
            page.WriteLine();
            page.Write(IdTable());
        }

        page.WriteLine();
        page.WriteLine(Healthy
            ? new Phrase("✔ ", Look.Good).Add($"{Store} is well")
            : new Phrase("✖ ", Look.Alarm).Add($"{Store} is not well"));
    }

    private Grid IdTable()
    {
        var reasons = Ids.SelectMany(i => i.Gaps.Where(g => g.Value != 0).Select(g => g.Key)).Distinct().Order(StringComparer.Ordinal).ToArray();
        var grid = new Grid(
        [
            new Column("ids of"), new Column("issued") { Right = true }, new Column("used") { Right = true },
            .. reasons.Select(r => new Column(r) { Right = true }), new Column("unexplained") { Right = true },
        ]);
        foreach (var ids in Ids)
        {
            grid.Add(
            [
                new Phrase(ids.Month), new Phrase(Numbers.Count(ids.Last)), new Phrase(Numbers.Count(ids.Used)),
                .. reasons.Select(r => new Phrase(Numbers.Count(ids.Gaps.GetValueOrDefault(r)), Look.Dim)),
                new Phrase(Numbers.Count(ids.Unexplained), ids.Unexplained == 0 ? Look.Dim : Look.Alarm),
            ]);
        }

        return grid;
    }
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What; stable, for scripts.</param>
/// <param name="Level">good, notice or problem.</param>
/// <param name="Value">What was found.</param>
/// <param name="Advice">What to do about it; null where there is nothing to do.</param>
internal sealed record DoctorFinding(string Name, string Level, string Value, string? Advice)
{
    internal Phrase Sign => Level switch
    {
        "good" => new Phrase("✔", Look.Good),
        "notice" => new Phrase("!", Look.Warning),
        _ => new Phrase("✖", Look.Alarm),
    };

    public static DoctorFinding Of(StoreFinding finding) => new(
        finding.Name, JsonNamingPolicy.CamelCase.ConvertName(finding.Level.ToString()), finding.Value, finding.Advice);
}

/// <summary>What became of the numbers of one month: <c>last = used + gaps + unexplained</c>.</summary>
/// <param name="Month">As <c>2025-07</c>, UTC.</param>
/// <param name="Last">The last number issued.</param>
/// <param name="Used">Numbers of sequences that are in the store.</param>
/// <param name="Gaps">The others whose fate is known, by reason.</param>
/// <param name="Unexplained">Numbers that nobody can account for.</param>
internal sealed record DoctorIds(string Month, long Last, long Used, IReadOnlyDictionary<string, long> Gaps, long Unexplained);
