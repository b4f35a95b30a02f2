using Spectre.Console;

namespace SequenceLogging.Cli.Rendering;

/// <summary>The few looks that text can have: the terminal's own sixteen colours, so that its theme stays in charge.</summary>
internal static class Palette
{
    public static readonly Style Plain = Style.Plain;
    public static readonly Style Dim = new(decoration: Decoration.Dim);
    public static readonly Style Strong = new(decoration: Decoration.Bold);
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Warning = new(Color.Olive);
    public static readonly Style Bad = new(Color.Red);
    public static readonly Style Alarm = new(Color.Red, decoration: Decoration.Bold);
    public static readonly Style Accent = new(Color.Teal);
    public static readonly Style Id = new(Color.Teal, decoration: Decoration.Bold);
}
