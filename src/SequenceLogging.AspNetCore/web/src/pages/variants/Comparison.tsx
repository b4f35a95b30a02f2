import type { ComponentChildren } from "preact";
import type { PathVariant } from "../../api/analysis";
import { Icon } from "../../parts/Icon";
import { StepText } from "../../parts/StepText";
import { waitText } from "../../text/durations";
import { count, percent } from "../../text/numbers";
import { align } from "./ways";

/** Two variants side by side: what they have in common, and where each goes alone. */
export function Comparison({ left, right, onClose }: { left: PathVariant; right: PathVariant; onClose: () => void }) {
    const rows = align(left.steps, right.steps);
    const common = rows.filter((row) => row.left !== null && row.right !== null).length;
    return (
        <section class="card comparison">
            <div class="card-head">
                <h2>Variant {left.number} beside variant {right.number}</h2>
                <button type="button" class="quiet" onClick={onClose}><Icon name="close" /> Close</button>
            </div>
            <p class="dim">
                {common} steps in common; {left.steps.length - common} only in variant {left.number}, {right.steps.length - common} only in variant {right.number}.
            </p>
            <div class="table-frame" role="region" aria-label="Both variants step by step" tabIndex={0}>
                <table>
                    <thead><tr>{[left, right].map((one) => <th key={one.id} scope="col">Variant {one.number}: {count(one.count)} journeys, {percent(one.share)}, half within {waitText(one.medianSeconds * 1_000)}</th>)}</tr></thead>
                    <tbody>
                        {rows.map((row, index) => (
                            <tr key={index} class={row.left !== null && row.right !== null ? undefined : "differs"}>
                                <Cell step={row.left} other={`only variant ${right.number}`} />
                                <Cell step={row.right} other={`only variant ${left.number}`} />
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </section>
    );
}

function Cell({ step, other }: { step: string | null; other: ComponentChildren }) {
    return step === null ? <td class="dim comparison-none"><span class="hidden">not here, {other}</span><span aria-hidden="true">–</span></td> : <td><StepText step={step} /></td>;
}
