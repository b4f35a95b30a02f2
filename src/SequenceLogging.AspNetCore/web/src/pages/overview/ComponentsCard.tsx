import { EmptyState } from "../../parts/States";
import { Table } from "../../parts/Table";
import { Word } from "../../parts/Text";
import { to } from "../../shell/mount";
import { durationText } from "../../text/durations";
import { count, percent } from "../../text/numbers";
import type { ComponentToday } from "./answer";

const most = 12;

/** Failures by component, those that fail today first. */
export function ComponentsCard({ components }: { components: ComponentToday[] }) {
    const rows = [...components]
        .sort((one, other) => other.todayFailed - one.todayFailed || other.failedSteps - one.failedSteps || other.totalSteps - one.totalSteps)
        .slice(0, most);
    return (
        <section class="card">
            <div class="card-head"><h2>Failures by component</h2><a href={to("components")}>All components</a></div>
            {rows.length === 0
                ? <EmptyState title="No step yet">Log an event with <code>{"{StepName}"}</code> inside a sequence.</EmptyState>
                : (
                    <Table caption="Failures by component" rows={rows} keyOf={(row) => row.component ?? ""} columns={[
                        { head: "component", cell: (row) => <a href={to("components", { component: row.component })}>{row.component ? <Word>{row.component}</Word> : "without a component"}</a> },
                        { head: "failed today", number: true, cell: (row) => <Failed failed={row.todayFailed} total={row.todayTotal} /> },
                        { head: "failed ever", number: true, cell: (row) => <Failed failed={row.failedSteps} total={row.totalSteps} /> },
                        { head: "success", number: true, wide: true, cell: (row) => percent(row.successRate) },
                        { head: "95 % under", number: true, wide: true, cell: (row) => durationText(row.p95Ms) || "–" },
                    ]} />
                )}
        </section>
    );
}

function Failed({ failed, total }: { failed: number; total: number }) {
    return <><span class={failed > 0 ? "failed-count" : "dim"}>{count(failed)}</span> <span class="dim">of {count(total)}</span></>;
}
