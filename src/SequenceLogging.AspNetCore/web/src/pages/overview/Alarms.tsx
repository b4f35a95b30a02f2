import { Icon } from "../../parts/Icon";
import { Ago } from "../../parts/Time";
import { to } from "../../shell/mount";
import { count, plural } from "../../text/numbers";
import { reasonText } from "../../text/reasons";
import type { OverviewAnswer } from "./answer";

/** What was lost, or is about to be: red, and before everything else. Nothing where all is well. */
export function Alarms({ answer: { delivery, deliveryHealth: health } }: { answer: OverviewAnswer }) {
    return (
        <div class="alarms" role="alert">
            {delivery.dropped > 0 && (
                <p class="alarm">
                    <Icon name="warning" />
                    <span><strong>{plural(delivery.dropped, "event")} lost</strong>: {reasonsOf(delivery.droppedBy)}. The journeys concerned are marked with a gap.</span>
                </p>
            )}
            {health?.failure && (
                <p class="alarm">
                    <Icon name="warning" />
                    <span>
                        <strong>The store has not taken anything since <Ago at={health.failure.since} /></strong>, {plural(health.failure.tries, "try", "tries")}: <bdi>{health.failure.message}</bdi>{" "}
                        {plural(delivery.pending, "event waits", "events wait")} in the journal of this process.
                    </span>
                </p>
            )}
            {!!health?.damages && (
                <p class="alarm"><Icon name="warning" /><span><strong>{plural(health.damages, "damaged piece")}</strong> in the journal of this process: what was in there could not be read.</span></p>
            )}
            {delivery.rejected > 0 && (
                <p class="alarm alarm-soft">
                    <Icon name="warning" />
                    <span><strong>{plural(delivery.rejected, "event")} rejected</strong>: {reasonsOf(delivery.rejectedBy)}. <a href={to("store")}>Look at them</a></span>
                </p>
            )}
        </div>
    );
}

function reasonsOf(by: Record<string, number>): string {
    return Object.entries(by).filter(([, value]) => value > 0).sort(([, one], [, other]) => other - one)
        .map(([reason, value]) => `${count(value)} ${reasonText(reason)}`).join(", ");
}
