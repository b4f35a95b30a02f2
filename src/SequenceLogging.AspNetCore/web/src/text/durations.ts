// Lengths of time in the words of the command line, so that a support person reads the same on both.
const units: readonly [number, string][] = [[31_536_000_000, "y"], [86_400_000, "d"], [3_600_000, "h"], [60_000, "min"], [1_000, "s"], [1, "ms"]];

/** A wait in its two greatest units, cut and not rounded: "3 h 12 min", "2 d", "40 s". */
export function waitText(ms: number): string {
    const sign = ms < 0 ? "−" : "";
    const length = Math.abs(ms);
    const index = units.findIndex(([unit]) => length >= unit);
    const [great, small] = [units[index], units[index + 1]];
    if (!great) {
        return "0 ms";
    }

    const count = Math.floor(length / great[0]);
    const rest = small && great[0] > 1_000 ? Math.floor((length - count * great[0]) / small[0]) : 0;
    return sign + (rest > 0 ? `${count} ${great[1]} ${rest} ${small![1]}` : `${count} ${great[1]}`);
}

/** A length in one unit, cut and not rounded: "230 ms", "4 s", "9 min". */
export function shortText(ms: number): string {
    return waitText(ms).split(" ", 2).join(" ");
}

/** How long a step took: "0.4 ms", "12 ms", "2.3 s", "1 min 5 s"; nothing where it is not known. */
export function durationText(ms: number | null | undefined): string {
    if (ms === null || ms === undefined || !Number.isFinite(ms)) {
        return "";
    }

    const length = Math.abs(ms);
    switch (true) {
        case length === 0: return "0 ms";
        case length < 0.01: return "<0.01 ms";
        case length < 1: return `${rounded(ms, 2)} ms`;
        case length < 9.95: return `${rounded(ms, 1)} ms`;
        case length < 999.5: return `${rounded(ms, 0)} ms`;
        case length < 9_950: return `${rounded(ms / 1_000, 1)} s`;
        case length < 59_500: return `${rounded(ms / 1_000, 0)} s`;
        default: return waitText(ms);
    }
}

/** How long ago something was: "3 min ago"; "now" up to a second, and where the clocks disagree. */
export function agoText(ms: number): string {
    return ms < 1_000 ? "now" : `${shortText(ms)} ago`;
}

function rounded(value: number, digits: number): string {
    return String(Number(value.toFixed(digits)));
}
