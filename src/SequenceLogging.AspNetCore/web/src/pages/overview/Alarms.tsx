import { Icon } from "../../parts/Icon";
import { Ago } from "../../parts/Time";
import { to } from "../../shell/mount";
import { count, plural } from "../../text/numbers";
import { reasonText } from "../../text/reasons";
import type { OverviewAnswer } from "./answer";

/** What was lost, or is about to be: red, and before everything else. Nothing where all is well. */
export function Alarms({ answer }: { answer: OverviewAnswer }) {
    const { delivery, deliveryHealth: health } = answer;
    return (
        <div class="alarms">
            <p class="hidden" role="alert">{alarmsOf(answer).join(" ")}</p>
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

/** The same for readers, without numbers: it is told once, and not with each event more. */
function alarmsOf({ delivery, deliveryHealth: health }: OverviewAnswer): string[] {
    return [
        delivery.dropped > 0 ? "Events were lost." : "",
        health?.failure ? "The store takes no events." : "",
        health?.damages ? "The journal is damaged." : "",
        delivery.rejected > 0 ? "Events were rejected." : "",
    ].filter(Boolean);
}

function reasonsOf(by: Record<string, number>): string {
    return Object.entries(by).filter(([, value]) => value > 0).sort(([, one], [, other]) => other - one)
        .map(([reason, value]) => `${count(value)} ${reasonText(reason)}`).join(", ");
}
