import type { OpenedSequence, SequenceHeader } from "../api/types";
import { to } from "../shell/mount";
import { plural } from "../text/numbers";
import { Icon } from "./Icon";
import { StatusMark } from "./StatusMark";
import { StepText } from "./StepText";
import { Ago } from "./Time";
import { UserText } from "./UserText";

/** Journeys in a few words each; a click opens one. Behind a number each also says how often it was counted. */
export function SequenceList({ items, label, more, loading = false }: {
    items: (SequenceHeader | OpenedSequence)[];
    label: string;
    more?: (() => void) | null;
    loading?: boolean;
}) {
    const isCounted = items.some((item) => "times" in item && item.times > 1);
    return (
        <>
            <ul class={`journeys${isCounted ? " counted" : ""}${loading ? " loading" : ""}`} aria-label={label} aria-busy={loading}>
                {items.map((item) => <li key={item.sequenceId}><SequenceCard item={item} /></li>)}
            </ul>
            {more && <button type="button" class="more" onClick={more}>Show more</button>}
        </>
    );
}

function SequenceCard({ item }: { item: SequenceHeader | OpenedSequence }) {
    const times = "times" in item && item.times > 1 ? item.times : null;
    return (
        <a class={`journey-row is-${item.status}`} href={to(`journeys/${item.sequenceId}`)}>
            <StatusMark status={item.status} />
            <span class="journey-id mono">{item.sequenceId}</span>
            <span class="journey-user">{(item.username || item.userId !== null) && <><Icon name="user" label="user" /> <UserText item={item} /></>}</span>
            <span class="journey-step">{item.currentStep ? <StepText step={item.currentStep} /> : <span class="dim">no step yet</span>}</span>
            <span class="journey-count dim">{plural(item.stepCount, "step")}{times && `, counted ${times} times`}</span>
            <span class="journey-time dim"><Ago at={item.updatedAt} /></span>
        </a>
    );
}
