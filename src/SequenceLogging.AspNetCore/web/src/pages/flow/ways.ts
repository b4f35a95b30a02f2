import type { FlowAnswer, FlowNode } from "../../api/analysis";

/** A way from step to step; from nowhere where journeys begin, to nowhere where they stop. */
export interface Way {
    key: string;
    from: string | null;
    to: string | null;
    count: number;
    /** How long it took; nothing of a beginning or an end. */
    waits: { mean: number; median: number; p95: number } | null;
}

/** What is drawn of a flow, and what is not. */
export interface ShownFlow {
    steps: FlowNode[];
    ways: Way[];
    /** Of all ways, those of beginnings and ends among them. */
    total: number;
    hiddenSteps: number;
    /** How much of all going is on ways that are not drawn, from 0 to 1. */
    hiddenShare: number;
}

/** The places where journeys come from and go to; no step has such a name. */
export const beginning = "\u0000begin";
export const ending = "\u0000end";

/** So many of the most frequent ways have their number beside them; the others tell it when they are looked at. */
export const labelled = 48;

export function keyOf(from: string | null, to: string | null): string {
    return JSON.stringify([from, to]);
}

/** All ways, the most frequent first: where no way leads to a step as often as it was made, journeys began with it. */
export function waysOf(answer: Pick<FlowAnswer, "nodes" | "edges">): Way[] {
    const into = new Map<string, number>();
    const outOf = new Map<string, number>();
    const ways: Way[] = answer.edges.map(({ from, to, count, meanSeconds, medianSeconds, p95Seconds }) => {
        into.set(to, (into.get(to) ?? 0) + count);
        outOf.set(from, (outOf.get(from) ?? 0) + count);
        return { key: keyOf(from, to), from, to, count, waits: { mean: meanSeconds, median: medianSeconds, p95: p95Seconds } };
    });
    for (const { step, count } of answer.nodes) {
        const begun = count - (into.get(step) ?? 0);
        const ended = count - (outOf.get(step) ?? 0);
        if (begun > 0) {
            ways.push({ key: keyOf(null, step), from: null, to: step, count: begun, waits: null });
        }

        if (ended > 0) {
            ways.push({ key: keyOf(step, null), from: step, to: null, count: ended, waits: null });
        }
    }

    return ways.sort((one, other) => other.count - one.count || (one.key < other.key ? -1 : 1));
}

/** The most frequent ways with the steps that they join. What is chosen is drawn however rare it is. */
export function shownOf(answer: Pick<FlowAnswer, "nodes" | "edges">, most: number, chosen: Way | string | null = null): ShownFlow {
    const all = waysOf(answer);
    const isChosen = (way: Way) => typeof chosen === "string" ? way.from === chosen || way.to === chosen : way.key === chosen?.key;
    const ways = all.slice(0, most);
    const isKnown = typeof chosen === "string"
        ? ways.some((way) => way.from === chosen || way.to === chosen)
        : !chosen || ways.some(isChosen);
    if (!isKnown) {
        const rare = all.find(isChosen);
        if (rare) {
            ways.push(rare);
        }
    }

    const joined = new Set(ways.flatMap((way) => [way.from, way.to]));
    const steps = answer.nodes.filter((node) => joined.has(node.step));
    const going = all.reduce((sum, way) => sum + way.count, 0);
    const shown = ways.reduce((sum, way) => sum + way.count, 0);
    return {
        steps,
        ways,
        total: all.length,
        hiddenSteps: answer.nodes.length - steps.length,
        hiddenShare: going > 0 ? (going - shown) / going : 0,
    };
}
