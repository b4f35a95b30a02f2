import { useState } from "preact/hooks";
import type { RejectedEvent } from "../../api/analysis";
import { change, useAllowedChanges } from "../../api/changes";
import { Problem } from "../../api/problem";
import { MetadataList } from "../../parts/MetadataList";
import { Prose, Word } from "../../parts/Text";
import { Time } from "../../parts/Time";
import { to } from "../../shell/mount";
import { reasonText } from "../../text/reasons";
import { plural } from "../../text/numbers";

/** What was logged, made no sense, and was set aside: with its reason, and what it said. */
export function Rejected({ events }: { events: RejectedEvent[] }) {
    const allowed = useAllowedChanges();
    return (
        <ul class="rejected">
            {events.map((event) => (
                <li key={event.id}>
                    <p class="rejected-head">
                        <strong>{reasonText(event.reason)}</strong>
                        <span class="dim">number {event.id}, <Time at={event.timestamp} />{event.count > 1 && <>, {plural(event.count, "record")}</>}</span>
                        {event.sequenceId && <a class="mono" href={to(`journeys/${event.sequenceId}`)}>{event.sequenceId}</a>}
                        {event.canRetry && (allowed?.retry ? <Retry id={event.id} /> : <code>seqlog rejected retry {event.id}</code>)}
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

interface RetriedEvent {
    outcome: string;
    error: string | null;
}

const outcomes: Record<string, string> = {
    stored: "Stored",
    duplicate: "It was stored before",
    notFound: "Somebody else was faster",
    refused: "Refused again",
    cannotRetry: "It cannot be tried again",
};

/** Tries an event again, where the application allows it. */
function Retry({ id }: { id: number }) {
    const [said, setSaid] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);
    return said !== null
        ? <span role="status"><Word>{said}</Word></span>
        : (
            <button type="button" disabled={busy} onClick={() => {
                setBusy(true);
                change<RetriedEvent>(`rejected/${id}/retry`).then(
                    ({ outcome, error }) => setSaid([outcomes[outcome] ?? outcome, error].filter(Boolean).join(": ")),
                    (error: unknown) => setSaid(error instanceof Problem ? `${error.title}. ${error.detail}` : String(error)));
            }}>{busy ? "Trying…" : "Try again"}</button>
        );
}
