import type { SequenceStatus, StepStatus } from "../api/types";
import { Icon, type IconName } from "./Icon";

/** A status as a shape, a word and a colour. */
export function StatusMark({ status, short = false }: { status: SequenceStatus | StepStatus; short?: boolean }) {
    const name: IconName = known.has(status) ? status : "info";
    return (
        <span class={`status status-${name}`}>
            <Icon name={name} {...(short ? { label: status } : {})} />
            {!short && <span>{status}</span>}
        </span>
    );
}

const known = new Set<string>(["active", "completed", "failed", "abandoned", "started", "skipped"]);
