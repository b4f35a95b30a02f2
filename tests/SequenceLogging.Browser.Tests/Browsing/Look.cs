using Microsoft.Playwright;

namespace SequenceLogging.Browser.Tests.Browsing;

/// <summary>How somebody looks at a page.</summary>
/// <param name="IsDark">Whether the system asks for dark pages.</param>
/// <param name="IsPhone">On a phone, not on a desk.</param>
public sealed record Look(bool IsDark = false, bool IsPhone = false)
{
    public static readonly Look Desk = new();

    public static readonly Look Phone = new(IsPhone: true);

    /// <summary>All ways to look.</summary>
    public static readonly IReadOnlyList<Look> All = [new(), new(IsDark: true), new(IsPhone: true), new(IsDark: true, IsPhone: true)];

    internal BrowserNewContextOptions Options => new()
    {
        ColorScheme = IsDark ? ColorScheme.Dark : ColorScheme.Light,
        ViewportSize = IsPhone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1280, Height = 900 },
        HasTouch = IsPhone,
        Locale = "en-GB",
        TimezoneId = "Europe/Kyiv",
        ReducedMotion = ReducedMotion.Reduce,
    };

    public override string ToString() => $"{(IsDark ? "dark" : "light")}, {(IsPhone ? "phone" : "desk")}";
}
