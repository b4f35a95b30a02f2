namespace SequenceLogging.Cli;

/// <summary>All that a run gets from outside, so that a test can give it everything.</summary>
internal sealed record Surroundings
{
    /// <summary>Data goes here.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Talk goes here: errors, notes, progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens what is piped in.</summary>
    public Func<Stream> OpenInput { get; init; } = () => Stream.Null;

    /// <summary>Environment variables by name.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Columns of the terminal that <see cref="Out"/> is; null where it is a file or a pipe.</summary>
    public int? TerminalWidth { get; init; }

    /// <summary>Lines of that terminal.</summary>
    public int TerminalHeight { get; init; } = 25;

    /// <summary>Whether what stands on the terminal can be drawn again in its place.</summary>
    public bool CanRedraw => TerminalWidth is not null && Environment("TERM") is not "dumb";

    /// <summary>Whether somebody watches <see cref="Error"/>: only then progress is told.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether somebody can be asked: a person reads <see cref="Error"/> and types the input.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Opens a page in a browser; why not, where it cannot.</summary>
    public Func<Uri, string?> OpenBrowser { get; init; } = _ => "there is none.";

    /// <summary>Puts the store of a path into the options.</summary>
    public Action<SequenceLogOptions, string> UseStoreFile { get; init; } = (options, path) => options.UseSqlite(path);

    /// <summary>Puts the store of a URI into the options, by its scheme: all that this build has beside SQLite.</summary>
    public IReadOnlyDictionary<string, Action<SequenceLogOptions, string>> Providers { get; init; } = OtherProviders.All;

    /// <summary>Whether colours may be used: on a terminal that has them, unless <c>NO_COLOR</c> says no.</summary>
    public bool Colors =>
        TerminalWidth is not null
        && string.IsNullOrEmpty(Environment("NO_COLOR"))
        && Environment("TERM") is not "dumb";
}
