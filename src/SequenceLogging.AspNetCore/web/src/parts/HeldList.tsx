import { useRef, useState } from "preact/hooks";
import type { SequenceHeader } from "../api/types";
import { paused } from "../api/live";
import { plural } from "../text/numbers";
import { Icon } from "./Icon";
import { SequenceList } from "./SequenceList";

/**
 * A live list that does not move under the pointer or the focus: what is new waits above it until it is asked for, or until nobody
 * points at the list. A journey that is shown changes in its place.
 */
export function HeldList({ items, label }: { items: SequenceHeader[]; label: string }) {
    const [isHeld, setIsHeld] = useState(false);
    const shown = useRef<string[]>([]);
    const byId = new Map(items.map((item) => [item.sequenceId, item]));
    const before = useRef(byId);
    const held = isHeld || paused.value;
    if (!held || shown.current.length === 0) {
        shown.current = items.map((item) => item.sequenceId);
        before.current = byId;
    } else {
        for (const id of shown.current) {
            const item = byId.get(id);
            if (item) {
                before.current.set(id, item);
            }
        }
    }

    const isNew = items.filter((item) => !shown.current.includes(item.sequenceId)).length;
    const rows = shown.current.map((id) => byId.get(id) ?? before.current.get(id)).filter((item) => item !== undefined);
    return (
        <div class="held" onPointerEnter={() => setIsHeld(true)} onPointerLeave={() => setIsHeld(false)}
            onFocusCapture={() => setIsHeld(true)} onBlurCapture={() => setIsHeld(false)}>
            {isNew > 0 && (
                <button type="button" class="news" onClick={() => {
                    shown.current = [];
                    setIsHeld(false);
                }}>
                    <Icon name="info" /> {plural(isNew, "new journey", "new journeys")}
                </button>
            )}
            <SequenceList items={rows} label={label} />
        </div>
    );
}
