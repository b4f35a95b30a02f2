/**
 * The box's text and the filters as one question in the words of the box: wordsOf("timeout", { status: "failed" }) is
 * "timeout status:failed". A quote inside a value has no way to be written, and is left out.
 */
export function wordsOf(text: string, filters: Record<string, unknown>): string {
    const words = Object.entries(filters)
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .map(([name, value]) => `${name}:${quoted(String(value))}`);
    return [text.trim(), ...words].filter(Boolean).join(" ");
}

function quoted(value: string): string {
    const plain = value.replaceAll('"', "");
    return /\s/.test(plain) ? `"${plain}"` : plain;
}
