import type { DeliveryTotals } from "../../api/types";
import { Icon } from "../../parts/Icon";
import { count } from "../../text/numbers";
import { reasonText } from "../../text/reasons";
import { ledgerOf } from "./account";

const meanings = {
    stored: "in the store",
    duplicate: "came again, and changed nothing",
    rejected: "made no sense, and set aside",
    dropped: "found no room: lost",
    pending: "on their way",
} as const;

/** emitted = stored + duplicate + rejected + dropped + pending, drawn, so that one sees that it adds up. */
export function Ledger({ totals }: { totals: DeliveryTotals }) {
    const { parts, sum, missing } = ledgerOf(totals);
    const reasons = { rejected: totals.rejectedBy, dropped: totals.droppedBy } as Record<string, Record<string, number> | undefined>;
    return (
        <>
            <svg class="account" height="30" aria-hidden="true" preserveAspectRatio="none">
                <rect class="funnel-bar-ground" width="100%" height="30" />
                {parts.filter((part) => part.count > 0).map((part) => (
                    <rect key={part.name} class={`account-${part.name}`} x={`${part.from * 100}%`} width={`${Math.max(0.4, (part.to - part.from) * 100)}%`} height="30">
                        <title>{`${count(part.count)} ${part.name}`}</title>
                    </rect>
                ))}
            </svg>
            <dl class="account-sum">
                <div class="account-row"><dt>emitted<small>records that log events meant</small></dt><dd>{count(totals.emitted)}</dd></div>
                {parts.map((part, index) => (
                    <div key={part.name} class={`account-row${part.name === "dropped" && part.count > 0 ? " is-lost" : ""}`}>
                        <dt>
                            <span class="account-sign" aria-hidden="true">{index === 0 ? "=" : "+"}</span>
                            <svg width="12" height="12" aria-hidden="true"><rect class={`account-${part.name}`} width="12" height="12" rx="3" /></svg>
                            {part.name}
                            <small>
                                {meanings[part.name]}
                                {Object.entries(reasons[part.name] ?? {}).map(([reason, times]) => `; ${count(times)} ${reasonText(reason)}`)}
                            </small>
                        </dt>
                        <dd>{count(part.count)}</dd>
                    </div>
                ))}
            </dl>
            <p class={missing === 0 ? "account-verdict is-good" : "account-verdict is-moving"}>
                {missing === 0
                    ? <><Icon name="completed" /> It adds up: {count(sum)} of {count(totals.emitted)}.</>
                    : <><Icon name="warning" /> It differs by {count(missing)}: records are between two counts, or another process has not told its own yet. Look again in a moment.</>}
            </p>
        </>
    );
}
