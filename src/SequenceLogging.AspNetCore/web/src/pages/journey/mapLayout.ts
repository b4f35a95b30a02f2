import { partsOf } from "../../text/steps";
import { longWait, type Moment } from "./report";

/** A place on the map of a journey. */
export interface Mark {
    moment: Moment;
    index: number;
    x: number;
    lane: number;
    /** In the mark: the step's number in its flow, or its order. */
    text: string;
}

/** A long wait, folded into a short piece of the way. */
export interface Fold {
    from: number;
    to: number;
    waitMs: number;
}

export interface MapLayout {
    lanes: string[];
    marks: Mark[];
    folds: Fold[];
    width: number;
}

export const otherSteps = "other steps";
export const otherFlows = "more flows";

const mostLanes = 10;
const shortest = 20;
const longest = 58;
const foldWidth = 92;
const margin = 24;

/** Lays out steps and failures from left to right, each in the lane of its flow. Waits stretch the way a little, long ones are folded. */
export function layOut(moments: readonly Moment[], room: number): MapLayout {
    const shown = moments.map((moment, index) => ({ moment, index }))
        .filter(({ moment }) => moment.kind === "step" || moment.kind === "error" || moment.kind === "gap");
    const lanes = lanesOf(shown.map(({ moment }) => moment));
    const waits = shown.map(({ moment }, at) => at === 0 ? 0 : Date.parse(moment.timestamp) - Date.parse(shown[at - 1]!.moment.timestamp));
    const isFold = waits.map((wait) => wait >= longWait);
    const folds = isFold.filter(Boolean).length;
    const weights = waits.map((wait, at) => at === 0 || isFold[at] ? 0 : 1 + Math.log10(1 + Math.max(0, wait) / 1_000) / 2);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const unit = total === 0 ? longest : Math.min(longest, Math.max(shortest, (room - 2 * margin - folds * foldWidth) / total));

    const layout: MapLayout = { lanes, marks: [], folds: [], width: 0 };
    let x = margin;
    let lane = 0;
    for (const [at, { moment, index }] of shown.entries()) {
        const before = x;
        x += at === 0 ? 0 : isFold[at] ? foldWidth : weights[at]! * unit;
        if (isFold[at]) {
            layout.folds.push({ from: before, to: x, waitMs: waits[at]! });
        }

        lane = moment.kind === "step" ? laneOf(moment, lanes) : lane;
        layout.marks.push({ moment, index, x, lane, text: textOf(moment) });
    }

    layout.width = x + margin;
    return layout;
}

export function flowOf(moment: Moment): string {
    return (moment.stepName && partsOf(moment.stepName).flow) || otherSteps;
}

function lanesOf(moments: readonly Moment[]): string[] {
    const names = [...new Set(moments.filter((moment) => moment.kind === "step").map(flowOf))];
    return names.length <= mostLanes ? names : [...names.slice(0, mostLanes - 1), otherFlows];
}

function laneOf(moment: Moment, lanes: readonly string[]): number {
    const lane = lanes.indexOf(flowOf(moment));
    return lane < 0 ? lanes.length - 1 : lane;
}

function textOf(moment: Moment): string {
    return moment.kind !== "step" ? "!" : (moment.stepName && partsOf(moment.stepName).number) || String(moment.order ?? "");
}
