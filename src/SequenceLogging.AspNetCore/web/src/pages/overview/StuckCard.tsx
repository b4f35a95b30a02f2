import { EmptyState } from "../../parts/States";
import { StepText } from "../../parts/StepText";
import { Word } from "../../parts/Text";
import { Ago } from "../../parts/Time";
import { to } from "../../shell/mount";
import { waitText } from "../../text/durations";
import { count } from "../../text/numbers";
import type { OverviewAnswer } from "./answer";

/** Open journeys that wait longer than others did at their place, and for what. */
export function StuckCard({ stuck }: { stuck: OverviewAnswer["stuck"] }) {
    return (
        <section class="card" id="stuck">
            <div class="card-head">
                <h2>Stuck</h2>
                {stuck && <span class="dim">{count(stuck.count)}{stuck.count > stuck.items.length && `, the newest ${stuck.items.length} here`} · looked <Ago at={stuck.asOf} /></span>}
            </div>
            {!stuck
                ? <p class="dim">Looking for journeys that wait too long…</p>
                : stuck.items.length === 0
                    ? <EmptyState title="Nothing is stuck">Every open journey waits no longer than others did at its place.</EmptyState>
                    : (
                        <ul class="stuck-list" tabIndex={0} aria-label="Stuck journeys">
                            {stuck.items.map((item) => (
                                <li key={item.sequenceId}>
                                    <a href={to(`journeys/${item.sequenceId}`)}>
                                        <span class="stuck-wait">{waitText(item.waitedSeconds * 1_000)}</span>
                                        <span class="stuck-what">
                                            <span><StepText step={item.currentStep} /> <span class="dim" aria-label="waits for">→</span> <StepText step={item.waitingFor} /></span>
                                            <span class="dim stuck-why"><span class="mono journey-id">{item.sequenceId}</span> <Word>{whyOf(item.message)}</Word></span>
                                        </span>
                                    </a>
                                </li>
                            ))}
                        </ul>
                    )}
        </section>
    );
}

/** What is usual; the rest of the sentence stands beside it already. */
function whyOf(message: string): string {
    return /;\s*([^;]+)/.exec(message)?.[1] ?? message;
}
