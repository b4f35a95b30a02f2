// As the library reads names: the first place counts where a flow stands before the marker and a number from 1 behind it.
const named = /^(.+?)_(?:Step|Flow)_(?=0*[1-9])(\d{1,6})(?:_(.*))?$/s;

/** A step's name in parts: flow "CreateAd", number "6" and name "CalculatePrice" of "CreateAd_Step_6_CalculatePrice". */
export function partsOf(step: string): { flow: string | null; number: string | null; name: string } {
    const match = named.exec(step);
    return match ? { flow: match[1]!, number: match[2]!, name: match[3] || step } : { flow: null, number: null, name: step };
}

/** A text that can be seen: one of blanks and invisible letters alone is told as such, so that it can still be pointed at. */
export function visible(text: string): string {
    return /^[\s\p{C}\p{Z}]*$/u.test(text) ? "(invisible)" : text;
}

/** Metadata as the rows of a list: each value as text, objects as JSON. */
export function metadataRows(metadata: Record<string, unknown> | null | undefined): [string, string][] {
    return metadata && typeof metadata === "object"
        ? Object.entries(metadata).map(([name, value]) => [name, valueText(value)])
        : [];
}

export function valueText(value: unknown): string {
    return value === null || value === undefined ? "null" : typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
}
