import { count } from "../../text/numbers";
import type { OverviewAnswer } from "./answer";

/** What became of everything that was logged: the sum is a promise. */
export function DeliveryCard({ answer: { delivery, deliveryHealth } }: { answer: OverviewAnswer }) {
    const parts: [string, number, string][] = [
        ["stored", delivery.stored, ""],
        ["duplicate", delivery.duplicate, ""],
        ["rejected", delivery.rejected, delivery.rejected > 0 ? "warned" : ""],
        ["dropped", delivery.dropped, delivery.dropped > 0 ? "lost-count" : ""],
        ["pending", delivery.pending, ""],
    ];
    return (
        <section class="card">
            <div class="card-head">
                <h2>Delivery</h2>
                <span class="dim">{delivery.dropped === 0 ? "nothing lost" : "events were lost"}{deliveryHealth === null && " · no writer in this process"}</span>
            </div>
            <dl class="ledger">
                <div><dt>emitted</dt><dd>{count(delivery.emitted)}</dd></div>
                {parts.map(([name, value, mark], index) => (
                    <div key={name} class={mark || undefined}><span class="ledger-sign" aria-hidden="true">{index === 0 ? "=" : "+"}</span><dt>{name}</dt><dd>{count(value)}</dd></div>
                ))}
            </dl>
        </section>
    );
}
