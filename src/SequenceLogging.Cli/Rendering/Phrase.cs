using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SequenceLogging.Cli.Rendering;

/// <summary>
/// Styled text on one line that knows its width. Every text goes through <see cref="SafeText"/> on its way in, and none is
/// ever read as markup.
/// </summary>
internal sealed class Phrase
{
    private const string Ellipsis = "…";

    private readonly List<Segment> _parts = [];

    public Phrase()
    {
    }

    public Phrase(string? text, Style? style = null) => Add(text, style);

    /// <summary>Cells that it takes.</summary>
    public int Width { get; private set; }

    public IReadOnlyList<Segment> Parts => _parts;

    public static implicit operator Phrase(string? text) => new(text);

    public Phrase Add(string? text, Style? style = null)
    {
        if (!string.IsNullOrEmpty(text))
        {
            var safe = SafeText.OneLine(text.Length > Page.Boundless ? text[..Page.Boundless] + Ellipsis : text); // no line is longer
            _parts.Add(new Segment(safe, style ?? Style.Plain));
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
            _parts.Insert(before ? 0 : _parts.Count, new Segment(new string(' ', width - Width)));
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
                _parts.Add(new Segment(text, last.Style));
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
        var style = Style.Plain;
        foreach (var element in Elements())
        {
            if (cut.Width + element.Width > width - 1)
            {
                style = element.Style;
                break;
            }

            cut.Add(element);
        }

        return width > 0 ? cut.Add(Ellipsis, style) : cut;
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

    /// <summary>It without its styles.</summary>
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
        if (_parts is [.., var last] && last.Style.Equals(element.Style))
        {
            _parts[^1] = new Segment(last.Text + element.Text, element.Style);
        }
        else
        {
            _parts.Add(new Segment(element.Text, element.Style));
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
                yield return new Element(text, Cells.WidthOfElement(text), part.Style);
                at += length;
            }
        }
    }

    // What people see as one character.
    private readonly record struct Element(string Text, int Width, Style Style)
    {
        public bool IsSpace => Text == " ";
    }
}
