using SequenceLogging.Reporting.Lines;
using Spectre.Console;

namespace SequenceLogging.Cli.Rendering;

/// <summary>What looks are on a terminal: its own sixteen colours, so that its theme stays in charge.</summary>
internal static class Palette
{
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Warning = new(Color.Olive);
    private static readonly Style Bad = new(Color.Red);
    private static readonly Style Alarm = new(Color.Red, decoration: Decoration.Bold);
    private static readonly Style Accent = new(Color.Teal);
    private static readonly Style Id = new(Color.Teal, decoration: Decoration.Bold);

    public static Style Of(Look look) => look switch
    {
        Look.Dim => Dim,
        Look.Strong => Strong,
        Look.Good => Good,
        Look.Warning => Warning,
        Look.Bad => Bad,
        Look.Alarm => Alarm,
        Look.Accent => Accent,
        Look.Id => Id,
        _ => Style.Plain,
    };
}
