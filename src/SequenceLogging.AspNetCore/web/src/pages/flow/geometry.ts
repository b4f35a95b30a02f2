// The picture's plane: how it is moved, what lies where, how lines and letters fit. Pure, so that it is tested without a page.

export interface Point {
    x: number;
    y: number;
}

export interface Box extends Point {
    width: number;
    height: number;
}

/** Where the plane lies: a point of it is shown at x + k * point. */
export interface View extends Point {
    k: number;
}

export const leastZoom = 0.08;
export const mostZoom = 3;

/** Zooms so that what is at a point of the window stays there. */
export function zoomAt(view: View, at: Point, factor: number): View {
    const k = Math.min(mostZoom, Math.max(leastZoom, view.k * factor));
    return { k, x: at.x - (at.x - view.x) * (k / view.k), y: at.y - (at.y - view.y) * (k / view.k) };
}

/** All of a picture in a window, not larger than it is. */
export function fit(picture: { width: number; height: number }, window: { width: number; height: number }, margin = 16): View {
    const k = Math.max(leastZoom, Math.min(
        1, (window.width - 2 * margin) / Math.max(1, picture.width), (window.height - 2 * margin) / Math.max(1, picture.height)));
    return { k, x: (window.width - k * picture.width) / 2, y: Math.max(margin, (window.height - k * picture.height) / 2) };
}

/** How a picture is first shown: its letters readable, and its beginning in sight. */
export function openingView(
    picture: { width: number; height: number }, window: { width: number; height: number }, beginning: Point | null, least = 0.85): View {
    const whole = fit(picture, window);
    if (whole.k >= least) {
        return whole;
    }

    const k = least;
    const x = beginning ? window.width / 2 - k * beginning.x : (window.width - k * picture.width) / 2;
    const isWider = k * picture.width > window.width;
    return { k, x: isWider ? Math.min(16, Math.max(window.width - k * picture.width - 16, x)) : (window.width - k * picture.width) / 2, y: 16 };
}

/** Moves as little as is needed for a box to be in the window. */
export function reveal(view: View, box: Box, window: { width: number; height: number }, margin = 24): View {
    const shift = (low: number, high: number, size: number) =>
        high - low > size - 2 * margin ? size / 2 - (low + high) / 2
            : low < margin ? margin - low : high > size - margin ? size - margin - high : 0;
    const left = view.x + view.k * (box.x - box.width / 2);
    const top = view.y + view.k * (box.y - box.height / 2);
    return {
        k: view.k,
        x: view.x + shift(left, left + view.k * box.width, window.width),
        y: view.y + shift(top, top + view.k * box.height, window.height),
    };
}

export type Direction = "up" | "down" | "left" | "right";

/** The nearest box in a direction: what lies straight ahead counts as nearer than what lies aside. */
export function neighbor<T extends Point>(boxes: readonly T[], from: Point, direction: Direction): T | null {
    let best: T | null = null;
    let least = Infinity;
    for (const box of boxes) {
        const [dx, dy] = [box.x - from.x, box.y - from.y];
        const ahead = direction === "up" ? -dy : direction === "down" ? dy : direction === "left" ? -dx : dx;
        const aside = direction === "up" || direction === "down" ? Math.abs(dx) : Math.abs(dy);
        if (ahead > 1 && ahead + 2 * aside < least) {
            [best, least] = [box, ahead + 2 * aside];
        }
    }

    return best;
}

/** A smooth line through points, and the arrow at its end. */
export function arrow(points: readonly Point[], size: number): { line: Point[]; head: string } {
    const end = points[points.length - 1]!;
    const before = [...points].reverse().find((point) => Math.hypot(point.x - end.x, point.y - end.y) > 0.5) ?? { x: end.x, y: end.y - 1 };
    const length = Math.hypot(end.x - before.x, end.y - before.y);
    const [ux, uy] = [(end.x - before.x) / length, (end.y - before.y) / length];
    const base = { x: end.x - ux * size, y: end.y - uy * size };
    const half = size * 0.5;
    return {
        // The line ends in the arrow, so that a broad one does not stand out beyond its tip.
        line: [...points.slice(0, -1), { x: end.x - ux * size * 0.7, y: end.y - uy * size * 0.7 }],
        head: `M${round(end.x)} ${round(end.y)}L${round(base.x - uy * half)} ${round(base.y + ux * half)}`
            + `L${round(base.x + uy * half)} ${round(base.y - ux * half)}Z`,
    };
}

/** A text in lines of about so many letters; what does not fit ends with an ellipsis. */
export function wrap(text: string, most: number, lines: number): string[] {
    const words = text.split(/(?<=[\s_\-./:])/u);
    const done: string[] = [];
    let line = "";
    for (const word of words) {
        if (line !== "" && widthOf(line + word.trimEnd()) > most) {
            done.push(line.trimEnd());
            line = "";
        }

        line += word;
    }

    done.push(line.trimEnd());
    const kept = done.slice(0, lines).map((one) => cut(one, most));
    if (done.length > lines) {
        kept[lines - 1] = cut(`${kept[lines - 1]} ${done[lines]}`, most, true);
    }

    return kept;
}

function cut(text: string, most: number, isCut = widthOf(text) > most): string {
    if (!isCut) {
        return text;
    }

    let short = "";
    for (const letter of letters(text)) {
        if (widthOf(short + letter) > most - 1) {
            break;
        }

        short += letter;
    }

    return `${short.trimEnd()}…`;
}

// Emoji of several code points stay whole.
const segmenter = typeof Intl.Segmenter === "function" ? new Intl.Segmenter() : null;

function letters(text: string): string[] {
    return segmenter ? Array.from(segmenter.segment(text), (part) => part.segment) : Array.from(text);
}

// Letters of East Asia and pictures take the room of two.
function widthOf(text: string): number {
    return letters(text).reduce((sum, letter) => sum + (letter.codePointAt(0)! >= 0x1100 ? 2 : 1), 0);
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}
