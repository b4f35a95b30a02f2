import { apiUrl, askText } from "../../api/client";
import { CopyButton } from "../../parts/CopyButton";
import { Icon } from "../../parts/Icon";
import { to } from "../../shell/mount";
import type { JourneyReport } from "./report";

/** What can be taken along: the link, and the journey as a file. */
export function Actions({ report }: { report: JourneyReport }) {
    const id = report.journey.sequenceId;
    const file = (format: string) => apiUrl(`sequences/${id}/export`, { format });
    return (
        <div class="actions">
            <CopyButton label="Copy link" text={() => new URL(to(`journeys/${id}`), location.href).href} />
            <CopyButton label="Copy for a ticket" text={() => askText(file("markdown"))} />
            {report.seq?.journey && <a class="button" href={report.seq.journey} target="_blank" rel="noreferrer">Open in Seq</a>}
            <span class="exports">
                <Icon name="download" label="Export as" />
                <a href={file("html")} download>HTML</a>
                <a href={file("markdown")} download>Markdown</a>
                <a href={file("json")} download>JSON</a>
            </span>
        </div>
    );
}
