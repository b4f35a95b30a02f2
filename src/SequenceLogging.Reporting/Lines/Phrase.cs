using System.Globalization;
using SequenceLogging.Reporting.Words;

namespace SequenceLogging.Reporting.Lines;

/// <summary>
/// Styled text on one line that knows its width. Every text goes through <see cref="SafeText"/> on its way in, and none is
/// ever read as markup.
/// </summary>
internal sealed class Phrase
{
    /// <summary>No line is cut in a file or a pipe: there it is searched, not looked at.</summary>
    public const int Boundless = 1_000_000;

    private const string Ellipsis = "…";

    private readonly List<PhrasePart> _parts = [];

    public Phrase()
    {
    }

    public Phrase(string? text, Look look = Look.Plain) => Add(text, look);

    /// <summary>Cells that it takes.</summary>
    public int Width { get; private set; }

    public IReadOnlyList<PhrasePart> Parts => _parts;

    public static implicit operator Phrase(string? text) => new(text);

    public Phrase Add(string? text, Look look = Look.Plain)
    {
        if (!string.IsNullOrEmpty(text))
        {
            var safe = SafeText.OneLine(text.Length > Boundless ? text[..Boundless] + Ellipsis : text); // no line is longer
            _parts.Add(new PhrasePart(safe, look));
            Width += Cells.WidthOf(safe);
        }

        return this;
    }

    public Phrase Add(Phrase other)
    {
        _parts.AddRange(other._parts);
        Width += other.Width;
        return this;
    }

    /// <summary>Adds spaces behind (or before) it up to a width.</summary>
    public Phrase Pad(int width, bool before = false)
    {
        if (width > Width)
        {
            _parts.Insert(before ? 0 : _parts.Count, new PhrasePart(new string(' ', width - Width), Look.Plain));
            Width = width;
        }

        return this;
    }

    /// <summary>Takes the spaces off its end.</summary>
    public Phrase TrimEnd()
    {
        while (_parts is [.., { Text: [.., ' '] } last])
        {
            var text = last.Text.TrimEnd(' ');
            Width -= last.Text.Length - text.Length;
            _parts.RemoveAt(_parts.Count - 1);
            if (text.Length > 0)
            {
                _parts.Add(new PhrasePart(text, last.Look));
            }
        }

        return this;
    }

    /// <summary>It itself if it fits, else as much as does, with an ellipsis.</summary>
    public Phrase Cut(int width)
    {
        if (Width <= width)
        {
            return this;
        }

        var cut = new Phrase();
        var look = Look.Plain;
        foreach (var element in Elements())
        {
            if (cut.Width + element.Width > width - 1)
            {
                look = element.Look;
                break;
            }

            cut.Add(element);
        }

        return width > 0 ? cut.Add(Ellipsis, look) : cut;
    }

    /// <summary>It in lines of at most a width, broken at spaces where there are any.</summary>
    /// <param name="first">Width of the first line.</param>
    /// <param name="others">Width of the lines behind it.</param>
    public IEnumerable<Phrase> Wrap(int first, int others)
    {
        var width = first;
        var line = new List<Element>();
        var used = 0;
        foreach (var element in Elements())
        {
            if (used + element.Width > width && line.Count > 0)
            {
                var space = element.IsSpace ? line.Count : line.FindLastIndex(e => e.IsSpace);
                var isBehindWord = space > line.FindIndex(e => !e.IsSpace);
                yield return Join(line[..(isBehindWord ? space : line.Count)]);
                width = others;
                line = isBehindWord ? line[Math.Min(space + 1, line.Count)..] : [];
                used = line.Sum(e => e.Width);
                if (element.IsSpace)
                {
                    continue;
                }
            }

            line.Add(element);
            used += element.Width;
        }

        if (line.Count > 0)
        {
            yield return Join(line);
        }
    }

    /// <summary>It without its looks.</summary>
    public override string ToString() => string.Concat(_parts.Select(p => p.Text));

    private static Phrase Join(List<Element> elements)
    {
        var phrase = new Phrase();
        elements.ForEach(phrase.Add);
        return phrase;
    }

    private void Add(Element element)
    {
        Width += element.Width;
        if (_parts is [.., var last] && last.Look == element.Look)
        {
            _parts[^1] = new PhrasePart(last.Text + element.Text, element.Look);
        }
        else
        {
            _parts.Add(new PhrasePart(element.Text, element.Look));
        }
    }

    private IEnumerable<Element> Elements()
    {
        foreach (var part in _parts)
        {
            for (var at = 0; at < part.Text.Length;)
            {
                var length = StringInfo.GetNextTextElementLength(part.Text, at);
                var text = part.Text.Substring(at, length);
                yield return new Element(text, Cells.WidthOfElement(text), part.Look);
                at += length;
            }
        }
    }

    // What people see as one character.
    private readonly record struct Element(string Text, int Width, Look Look)
    {
        public bool IsSpace => Text == " ";
    }
}
