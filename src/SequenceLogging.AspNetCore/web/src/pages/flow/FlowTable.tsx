import type { ShownFlow, Way } from "./ways";
import { Table } from "../../parts/Table";
import { StepText } from "../../parts/StepText";
import { count, percent } from "../../text/numbers";
import { waitText } from "../../text/durations";

/** The same in rows: what the picture draws, and nothing else. */
export function FlowTable({ flow, chosen, onStep, onWay }: {
    flow: ShownFlow;
    chosen: string | null;
    onStep: (step: string) => void;
    onWay: (way: Way) => void;
}) {
    const wait = (seconds: number | undefined) => seconds === undefined ? "–" : waitText(seconds * 1_000);
    return (
        <div class="flow-tables">
            <section>
                <h2>Ways</h2>
                <Table caption="Ways from step to step" rows={flow.ways} keyOf={(way) => way.key} isMarked={(way) => way.key === chosen}
                    columns={[
                        { head: "From", cell: (way) => way.from === null ? <em class="dim">begin</em> : <StepText step={way.from} /> },
                        { head: "To", cell: (way) => way.to === null ? <em class="dim">stop here</em> : <StepText step={way.to} /> },
                        {
                            head: "Times", number: true,
                            cell: (way) => (
                                <button type="button" class="number-link" onClick={() => onWay(way)} aria-pressed={way.key === chosen}
                                    aria-label={`${count(way.count)} times from ${way.from ?? "the beginning"} to ${way.to ?? "the end"}: show the journeys`}>
                                    {count(way.count)}
                                </button>
                            ),
                        },
                        { head: "Median wait", number: true, cell: (way) => wait(way.waits?.median) },
                        { head: "Mean", number: true, wide: true, cell: (way) => wait(way.waits?.mean) },
                        { head: "95 % within", number: true, cell: (way) => wait(way.waits?.p95) },
                    ]} />
            </section>
            <section>
                <h2>Steps</h2>
                <Table caption="Steps" rows={flow.steps} keyOf={(node) => node.step} isMarked={(node) => node.step === chosen}
                    columns={[
                        { head: "Step", cell: (node) => <StepText step={node.step} /> },
                        {
                            head: "Times", number: true,
                            cell: (node) => (
                                <button type="button" class="number-link" onClick={() => onStep(node.step)} aria-pressed={node.step === chosen}
                                    aria-label={`${node.step}, ${count(node.count)} times: show the journeys`}>
                                    {count(node.count)}
                                </button>
                            ),
                        },
                        { head: "Failed", number: true, cell: (node) => node.failed > 0 ? <span class="bad">{percent(node.failed / node.count)}</span> : "0 %" },
                    ]} />
            </section>
        </div>
    );
}
