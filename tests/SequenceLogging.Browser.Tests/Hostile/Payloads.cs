using System.Globalization;

namespace SequenceLogging.Browser.Tests.Hostile;

/// <summary>
/// Texts that somebody would log who wants to run a script in the support's browser, break the page, or make it say what is not so.
/// The vectors are the known kinds: elements and attributes (OWASP's cheat sheet of XSS filter evasion), addresses, templates of
/// frameworks, JSON and object tricks, Unicode's invisible and turning characters, and sheer size.
/// </summary>
internal static class Payloads
{
    /// <summary>What a payload runs if it can: the page's own mark that it did.</summary>
    private const string Deed = "window.__ran=1";

    private static readonly string[] Elements =
    [
        $"<script>{Deed}</script>", $"<ScRiPt>{Deed}</sCrIpT>", $"<script src=\"data:text/javascript,{Deed}\"></script>",
        $"<img src=x onerror=\"{Deed}\">", $"<img src=x onerror={Deed}//", $"<svg onload={Deed}>", $"<svg><script>{Deed}</script></svg>",
        $"<svg><animate onbegin={Deed} attributeName=x dur=1s>", $"<body onload={Deed}>", $"<iframe src=\"javascript:{Deed}\"></iframe>",
        $"<iframe srcdoc=\"<script>parent.{Deed}</script>\"></iframe>", $"<object data=\"javascript:{Deed}\"></object>",
        $"<embed src=\"javascript:{Deed}\">", $"<a href=\"javascript:{Deed}\">pay here</a>", $"<form action=\"javascript:{Deed}\"><button>go</button></form>",
        $"<math><mtext></mtext><mglyph><style><img src=x onerror={Deed}></style></mglyph></math>", $"<details open ontoggle={Deed}>x</details>",
        $"<input autofocus onfocus={Deed}>", $"<video><source onerror={Deed}></video>", $"<marquee onstart={Deed}>x</marquee>",
        "<style>*{display:none!important}</style>", "<link rel=stylesheet href=//example.invalid/x.css>", "<base href=//example.invalid/>",
        "<meta http-equiv=refresh content=\"0;url=//example.invalid/\">", "<plaintext>", "<!--", "-->", "<![CDATA[", "</div></main></body></html>",
        $"</script><script>{Deed}</script>", $"</title><script>{Deed}</script>", $"</style><script>{Deed}</script>", $"</textarea><script>{Deed}</script>",
        $"\"><script>{Deed}</script>", $"'><script>{Deed}</script>", $"\" onmouseover=\"{Deed}", $"' onfocus='{Deed}' autofocus='", $"` onerror=`{Deed}`",
        $"x\" style=\"background:url(javascript:{Deed})", "<table><tr><td>", "<dialog open>Your session has ended</dialog>", "<template shadowrootmode=open><slot></slot></template>",
    ];

    private static readonly string[] Texts =
    [
        $"javascript:{Deed}", $"JaVaScRiPt:{Deed}", $" \u0001javascript:{Deed}", $"data:text/html,<script>{Deed}</script>", $"vbscript:{Deed}", "//example.invalid/x",
        "https://user:secret@example.invalid/", "\\\\example.invalid\\share", "file:///etc/passwd",
        $"{{{{constructor.constructor('{Deed}')()}}}}", $"${{{Deed}}}", $"#{{{Deed}}}", $"<%= {Deed} %>", "{{7*7}}", "%7B%7B7*7%7D%7D", "{0}", "{Name:l}", "%s%n%x",
        "__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "null", "undefined", "NaN", "true", "-1", "1e999", "[object Object]",
        "{\"__proto__\":{\"polluted\":1}}", "{\"dangerouslySetInnerHTML\":{\"__html\":\"<img src=x onerror=window.__ran=1>\"}}", "[1,2", "\"", "'", "\\", "\\u003cscript\\u003e",
        "&lt;script&gt;", "&#60;script&#62;", "&amp;amp;", "%3Cscript%3E", "..%2f..%2fetc", "../../etc/passwd", "?status=failed&limit=99999", "#/journeys", "a&user=1", "a=b;c=d", "+49 170 1",
        "=1+1", "=HYPERLINK(\"//example.invalid\")", "@SUM(1)", "-2+3", "|cmd", "'; DROP TABLE steps;--", "%' OR 1=1--", "*", "_", "%",
        "\u202Egnp.exe", "\u202Eevil\u202C fine", "\u2066left\u2069", "\u200Fright", "‏שלום עולם", "مرحبا بالعالم", "\u061C1\u061C2", "a\u202Bb\u202Cc",
        "\u200Binvisible\u200B", "\uFEFFbom", "\u00ADsoft", "\u2028line\u2029paragraph", "a\tb\nc\r\nd", "\u0000nul", "\u001B[31mred\u001B[0m", "\u001B]0;title\u0007", "\u0007bell", "\u007Fdel",
        "👩‍👩‍👧‍👦", "🏳️‍🌈🇺🇦", "e\u0301\u0323", "Z\u0351\u0346\u0357\u0343a\u0334\u0321l\u0337\u0328g\u0336\u0322o\u0338\u0316", "ﷺ﷽", "𝕊𝕖𝕢", "ａｄｍｉｎ", "аdmin", "İıſK", "ß→SS", "\uD800", "\uDFFF\uD800", "\uFFFE\uFFFF", "􏿿",
        "SEQ-2025-07-00001", "SEQ-9999-99-99999", "SEQ-2025-07-00001:Step", "payments:ton_payment:TE5768", ":::", "a:b:c:d:e", " ", "  leading", "trailing  ", ".", "..", "-", "--help", "/",
        "<", ">", "&", "<>", "</", "<a", "]]>", "*/", "//", "`", "$", "${", "{{", "}}",
    ];

    /// <summary>All of them, each once.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Elements.Concat(Texts).Concat(Large()).Distinct()];

    private static IEnumerable<string> Large()
    {
        yield return new string('W', 10_000);
        yield return string.Concat(Enumerable.Repeat("\u202E<b>", 2_000));
        yield return string.Concat(Enumerable.Repeat("a\u0301\u0323\u0336", 2_000));
        yield return string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 500));
        yield return string.Concat(Enumerable.Repeat("line\n", 2_000));
        yield return string.Join(' ', Enumerable.Repeat($"<img src=x onerror={Deed}>", 300));
        for (var depth = 1; depth <= 40; depth++)
        {
            // Each leaves another kind of quote or element open.
            yield return string.Create(CultureInfo.InvariantCulture, $"{"\"'`<"[depth % 4]}{new string('(', depth)}<svg/onload={Deed}>");
        }
    }
}
