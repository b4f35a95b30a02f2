import type { SequenceStatus } from "../../api/types";
import { StatusMark } from "../../parts/StatusMark";
import { to } from "../../shell/mount";
import { count, percent } from "../../text/numbers";
import type { OverviewAnswer } from "./answer";

const order: readonly SequenceStatus[] = ["completed", "active", "abandoned", "failed"];

/** How all journeys ended, or that they have not; each part leads to its journeys. */
export function Outcomes({ totals }: { totals: OverviewAnswer["sequences"] }) {
    let x = 0;
    return (
        <section class="card">
            <div class="card-head"><h2>Outcomes</h2><span class="dim">{count(totals.total)} journeys</span></div>
            <svg class="outcome-bar" viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true">
                {order.map((status) => {
                    const width = totals.total === 0 ? 0 : totals[status] / totals.total * 1000;
                    x += width;
                    return <rect key={status} class={`outcome-${status}`} x={x - width} width={Math.max(0, width - 2)} height="14" />;
                })}
            </svg>
            <ul class="outcomes">
                {order.map((status) => (
                    <li key={status}>
                        <a href={to("search", { status })}>
                            <StatusMark status={status} />
                            <span class="number">{count(totals[status])}</span>
                            <span class="number dim">{percent(totals.total === 0 ? null : totals[status] / totals.total)}</span>
                        </a>
                    </li>
                ))}
            </ul>
        </section>
    );
}
