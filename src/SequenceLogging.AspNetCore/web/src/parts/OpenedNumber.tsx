import type { ComponentChildren } from "preact";
import type { OpenedSequence } from "../api/types";
import { usePages } from "../api/usePages";
import { count, plural } from "../text/numbers";
import { CopyButton } from "./CopyButton";
import { Drawer } from "./Drawer";
import { SequenceList } from "./SequenceList";
import { EmptyState, ErrorState, Loading } from "./States";

/** A number, opened: exactly the journeys that it counts, a page at a time, and the address that shows the same again. */
export function OpenedNumber({ label, title, url, number, children, onClose }: {
    label: string;
    title: ComponentChildren;
    /** Where the journeys come from. */
    url: string;
    /** The number that was clicked, where it is known. */
    number?: number | null;
    children?: ComponentChildren;
    onClose: () => void;
}) {
    const { items, problem, loading, stale, more, reload } = usePages<OpenedSequence>(url);
    const counted = items?.reduce((sum, item) => sum + (item.times ?? 1), 0) ?? 0;
    return (
        <Drawer label={label} title={title} onClose={onClose}>
            {children}
            <div class="opened-head">
                <p class="dim" aria-live="polite">{items && told(items.length, counted, more !== null, number)}</p>
                <CopyButton text={() => location.href} label="Copy link" />
            </div>
            {problem
                ? <ErrorState problem={problem} retry={reload} />
                : items === null
                    ? <Loading what="Looking for the journeys" />
                    : items.length === 0
                        ? (
                            <EmptyState title="None of them is here any more">
                                What was counted stays counted when journeys are pruned or erased; the journeys themselves are gone.
                            </EmptyState>
                        )
                        : <SequenceList items={items} label={label} more={more} loading={stale || loading} />}
        </Drawer>
    );
}

function told(journeys: number, counted: number, isMore: boolean, number: number | null | undefined): string {
    if (isMore) {
        return `the newest ${plural(journeys, "journey")}${number === null || number === undefined ? "" : `: ${count(counted)} of the ${count(number)}`}`;
    }

    return `${plural(journeys, "journey")}${counted > journeys ? `, counted ${plural(counted, "time")}` : ""}`;
}
