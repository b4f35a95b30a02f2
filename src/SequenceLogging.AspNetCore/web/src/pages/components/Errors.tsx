import type { ErrorGroup } from "../../api/analysis";
import { Prose, Word } from "../../parts/Text";
import { StepText } from "../../parts/StepText";
import { Ago, Time } from "../../parts/Time";
import { plural } from "../../text/numbers";

export function keyOf(group: Pick<ErrorGroup, "type" | "component" | "step">): string {
    return JSON.stringify([group.type, group.component, group.step]);
}

/** What went wrong, mistake by mistake: how often, since when, and the newest one's words. */
export function Errors({ groups, chosen, onOpen }: { groups: ErrorGroup[]; chosen: string | null; onOpen: (group: ErrorGroup) => void }) {
    return (
        <ul class="errors">
            {groups.map((group) => (
                <li key={keyOf(group)} class={keyOf(group) === chosen ? "error-group is-open" : "error-group"}>
                    <div class="error-head">
                        <h3><Word>{group.type}</Word></h3>
                        <button type="button" class="number-link is-bad" aria-pressed={keyOf(group) === chosen} onClick={() => onOpen(group)}
                            aria-label={`${plural(group.count, "time")} ${group.type}: show the journeys`}>
                            {plural(group.count, "time")} in {plural(group.sequences, "journey")}
                        </button>
                    </div>
                    <p class="error-facts">
                        {group.step ? <StepText step={group.step} /> : <span class="dim">outside of steps</span>}
                        {group.code && <Word mono>{group.code}</Word>}
                        <span class="dim">first seen <Time at={group.firstSeen} />, last <Ago at={group.lastSeen} /></span>
                    </p>
                    {(group.newest.error ?? group.newest.message) && (
                        <details>
                            <summary>The newest one</summary>
                            {group.newest.message && <Prose>{group.newest.message}</Prose>}
                            {group.newest.error && <Prose mono>{group.newest.error}</Prose>}
                        </details>
                    )}
                </li>
            ))}
        </ul>
    );
}
