/** Something that is shown, or a number of things that are not until somebody asks for them. */
export type Folded<T> = { item: T; index: number } | { from: number; to: number };

// Of the things that are kept, the share at the beginning.
const shareOfBeginning = 0.3;

/** Makes a long journey fit a page: its beginning, its end, and all that must be seen stay. */
export function fold<T>(items: readonly T[], most: number, mustStay: (item: T) => boolean): Folded<T>[] {
    const kept = Math.min(most, items.length);
    const first = Math.floor(kept * shareOfBeginning);
    const last = items.length - (kept - first);
    const parts: Folded<T>[] = [];
    let stayed = 0;
    for (const [index, item] of items.entries()) {
        const isInside = index >= first && index < last;
        if (!isInside || mustStay(item) && stayed++ < most) {
            parts.push({ item, index });
            continue;
        }

        const before = parts.at(-1);
        if (before && "to" in before) {
            before.to = index;
        } else {
            parts.push({ from: index, to: index });
        }
    }

    return parts;
}
