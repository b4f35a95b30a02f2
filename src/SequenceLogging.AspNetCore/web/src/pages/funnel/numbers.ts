import type { FunnelResult } from "../../api/analysis";

/** A part of a step's bar: its number in the words of the API, and where it lies, in shares of the funnel's first step. */
export interface Part {
    kind: "on" | "progress" | "left";
    count: number;
    /** left:2; of those that went on, the next step's reached:3. */
    number: string;
    from: number;
    to: number;
}

/** Who reached a step went on, is there still, or left: together they are all of it. */
export function partsOfStep({ steps }: FunnelResult, index: number): Part[] {
    const step = steps[index]!;
    const next = steps[index + 1];
    const first = Math.max(1, steps[0]!.reached);
    const isLast = next === undefined;
    const counts: [Part["kind"], number, string][] = [
        ["on", isLast ? step.reached : next.reached, isLast ? "converted" : `reached:${index + 2}`],
        ["progress", step.inProgress, `in-progress:${index + 1}`],
        ["left", step.left, `left:${index + 1}`],
    ];
    let at = 0;
    return counts.map(([kind, count, number]) => {
        const from = at;
        at += count / first;
        return { kind, count, number, from, to: at };
    });
}

/** What an opened number is called: "left:2:Payment_Step_1" of the steps in their order. */
export function numberText(number: string, steps: readonly string[]): string {
    const [part, place, ...rest] = number.split(":");
    const step = steps[Number(place) - 1] ?? "";
    switch (part) {
        case "converted": return "Converted";
        case "outside": return `Never came to ${steps[0] ?? "the first step"}`;
        case "reached": return `Reached ${step}`;
        case "in-progress": return `In progress at ${step}`;
        case "left": return rest.length === 0
            ? `Left behind ${step}`
            : rest.join(":") === "" ? `Left behind ${step} and did nothing more` : `Left behind ${step} for ${rest.join(":")}`;
        default: return number;
    }
}

/** How many a number counts, as the answer tells it; null where it does not. */
export function countOf(number: string, result: FunnelResult): number | null {
    const [part, place, ...rest] = number.split(":");
    const step = result.steps[Number(place) - 1];
    switch (part) {
        case "converted": return result.converted;
        case "outside": return result.sequences - (result.steps[0]?.reached ?? 0);
        case "reached": return step?.reached ?? null;
        case "in-progress": return step?.inProgress ?? null;
        case "left": return rest.length === 0
            ? step?.left ?? null
            : step?.after.find((after) => (after.step ?? "") === rest.join(":"))?.count ?? null;
        default: return null;
    }
}

export function sumOf(result: FunnelResult, part: "left" | "inProgress"): number {
    return result.steps.reduce((sum, step) => sum + step[part], 0);
}
