import { partsOf } from "../../text/steps";
import { fold } from "./folding";
import { isFailure, longWait, type Moment } from "./report";

/** A place on the map of a journey. */
export interface Mark {
    moment: Moment;
    index: number;
    x: number;
    lane: number;
    /** In the mark: the step's number in its flow, or its order. */
    text: string;
}

/** A long wait, or many steps of a long journey, folded into a short piece of the way. */
export interface Fold {
    from: number;
    to: number;
    waitMs: number;
    /** How many steps are not drawn there. */
    hidden: number;
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
const mostMarks = 150;
const shortest = 20;
const longest = 58;
const foldWidth = 92;
const margin = 24;

/** Lays out steps and failures from left to right, each in the lane of its flow. Waits stretch the way a little, long ones are folded. */
export function layOut(moments: readonly Moment[], room: number): MapLayout {
    const all = moments.map((moment, index) => ({ moment, index }))
        .filter(({ moment }) => moment.kind === "step" || moment.kind === "error" || moment.kind === "gap");
    const lanes = lanesOf(all.map(({ moment }) => moment));
    const shown = piecesOf(all);
    const isFold = shown.map(({ waitMs, hidden }) => waitMs >= longWait || hidden > 0);
    const folds = isFold.filter(Boolean).length;
    const weights = shown.map(({ waitMs }, at) => at === 0 || isFold[at] ? 0 : 1 + Math.log10(1 + Math.max(0, waitMs) / 1_000) / 2);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const unit = total === 0 ? longest : Math.min(longest, Math.max(shortest, (room - 2 * margin - folds * foldWidth) / total));

    const layout: MapLayout = { lanes, marks: [], folds: [], width: 0 };
    let x = margin;
    let lane = 0;
    for (const [at, { moment, index, waitMs, hidden }] of shown.entries()) {
        const before = x;
        x += at === 0 ? 0 : isFold[at] ? foldWidth : weights[at]! * unit;
        if (isFold[at]) {
            layout.folds.push({ from: before, to: x, waitMs, hidden });
        }

        lane = moment.kind === "step" ? laneOf(moment, lanes) : lane;
        layout.marks.push({ moment, index, x, lane, text: textOf(moment) });
    }

    layout.width = x + margin;
    return layout;
}

interface Piece {
    moment: Moment;
    index: number;
    waitMs: number;
    hidden: number;
}

/** What is drawn, each with the wait and the steps that are not drawn before it. */
function piecesOf(all: readonly { moment: Moment; index: number }[]): Piece[] {
    const pieces: Piece[] = [];
    let hidden = 0;
    for (const part of fold(all, mostMarks, ({ moment }) => isFailure(moment))) {
        if ("from" in part) {
            hidden = part.to - part.from + 1;
            continue;
        }

        const before = pieces.at(-1);
        const waitMs = before ? Date.parse(part.item.moment.timestamp) - Date.parse(before.moment.timestamp) : 0;
        pieces.push({ ...part.item, waitMs, hidden });
        hidden = 0;
    }

    return pieces;
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
