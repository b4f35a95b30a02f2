import type { FunnelGroup } from "../../api/analysis";
import { Table } from "../../parts/Table";
import { Word } from "../../parts/Text";
import { waitText } from "../../text/durations";
import { count, percent } from "../../text/numbers";
import { sumOf } from "./numbers";

/** Which group is open: a value ("" for those without one), or the rest. */
export interface GroupChoice {
    group: string | null;
    rest: boolean;
}

const mostColumns = 8;

/** The funnel of each group in a row: how far it came at each step, to compare. */
export function GroupTable({ by, groups, chosen, number, onOpen }: {
    by: string;
    groups: FunnelGroup[];
    chosen: GroupChoice;
    number: string | null;
    onOpen: (number: string, group: GroupChoice) => void;
}) {
    const choice = (group: FunnelGroup): GroupChoice => ({ group: group.isRest ? null : group.value ?? "", rest: group.isRest });
    const isChosen = (group: FunnelGroup) => number !== null && choice(group).group === chosen.group && group.isRest === chosen.rest;
    const opens = (group: FunnelGroup, which: string, text: string, what: string) => (
        <button type="button" class="number-link" aria-pressed={isChosen(group) && number === which}
            aria-label={`${text} ${what}, ${nameOf(group)}: show the journeys`} onClick={() => onOpen(which, choice(group))}>
            {text}
        </button>
    );
    const steps = groups[0]?.result.steps.slice(1, -1).slice(0, mostColumns) ?? [];
    return (
        <Table caption={`The funnel by ${by}`} rows={groups} keyOf={(group) => group.isRest ? "\u0000rest" : `=${group.value ?? "\u0000"}`} isMarked={isChosen}
            columns={[
                { head: by, cell: (group) => group.isRest || group.value === null ? <em class="dim">{nameOf(group)}</em> : <Word>{group.value}</Word> },
                { head: "Journeys", number: true, wide: true, cell: (group) => count(group.result.sequences) },
                { head: "Began", number: true, cell: (group) => opens(group, "reached:1", count(group.result.steps[0]!.reached), "began") },
                ...steps.map((_, index) => ({
                    head: <abbr title={groups[0]!.result.steps[index + 1]!.step}>{`Step ${index + 2}`}</abbr>, number: true, wide: true,
                    cell: (group: FunnelGroup) => opens(group, `reached:${index + 2}`, percent(group.result.steps[index + 1]!.share), `reached step ${index + 2}`),
                })),
                { head: "Converted", number: true, cell: (group) => opens(group, "converted", count(group.result.converted), "converted") },
                {
                    head: "Conversion", cell: (group) => (
                        <span class="conversion">
                            <svg width="72" height="10" aria-hidden="true">
                                <rect class="funnel-bar-ground" width="72" height="10" rx="3" />
                                <rect class="conversion-part" width={72 * group.result.conversion} height="10" rx="3" />
                            </svg>
                            {percent(group.result.conversion)}
                        </span>
                    ),
                },
                { head: "In progress", number: true, wide: true, cell: (group) => count(sumOf(group.result, "inProgress")) },
                { head: "Left", number: true, wide: true, cell: (group) => count(sumOf(group.result, "left")) },
                { head: "Median", number: true, wide: true, cell: (group) => group.result.medianSeconds === null ? "–" : waitText(group.result.medianSeconds * 1_000) },
            ]} />
    );
}

export function nameOf(group: Pick<FunnelGroup, "value" | "isRest">): string {
    return group.isRest ? "all others" : group.value ?? "without a value";
}
