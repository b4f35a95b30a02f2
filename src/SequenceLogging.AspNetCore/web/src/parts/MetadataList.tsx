import type { Metadata } from "../api/types";
import { metadataRows } from "../text/steps";

/** What was logged beside a message, one property a line. */
export function MetadataList({ metadata }: { metadata: Metadata }) {
    return (
        <dl class="metadata">
            {metadataRows(metadata).map(([name, value]) => (
                <div key={name}><dt dir="auto">{name}</dt><dd class="mono" dir="auto">{value}</dd></div>
            ))}
        </dl>
    );
}
