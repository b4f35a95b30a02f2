import type { RejectedEvent } from "../../api/analysis";
import { MetadataList } from "../../parts/MetadataList";
import { Prose, Word } from "../../parts/Text";
import { Time } from "../../parts/Time";
import { to } from "../../shell/mount";
import { reasonText } from "../../text/reasons";
import { plural } from "../../text/numbers";

/** What was logged, made no sense, and was set aside: with its reason, and what it said. */
export function Rejected({ events }: { events: RejectedEvent[] }) {
    return (
        <ul class="rejected">
            {events.map((event) => (
                <li key={event.id}>
                    <p class="rejected-head">
                        <strong>{reasonText(event.reason)}</strong>
                        <span class="dim">number {event.id}, <Time at={event.timestamp} />{event.count > 1 && <>, {plural(event.count, "record")}</>}</span>
                        {event.sequenceId && <a class="mono" href={to(`journeys/${event.sequenceId}`)}>{event.sequenceId}</a>}
                        {event.canRetry && <code>seqlog rejected retry {event.id}</code>}
                    </p>
                    {event.message && <Word>{event.message}</Word>}
                    {(event.error || event.metadata && Object.keys(event.metadata).length > 0) && (
                        <details>
                            <summary>Properties</summary>
                            {event.error && <Prose mono>{event.error}</Prose>}
                            {event.metadata && <MetadataList metadata={event.metadata} />}
                        </details>
                    )}
                </li>
            ))}
        </ul>
    );
}
