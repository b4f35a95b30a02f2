import type { ComponentChildren } from "preact";
import type { Metadata } from "../../api/types";
import { Icon } from "../../parts/Icon";
import { MetadataList } from "../../parts/MetadataList";
import { Word } from "../../parts/Text";
import { Ago, Time } from "../../parts/Time";
import { UserText } from "../../parts/UserText";
import { to } from "../../shell/mount";
import { waitText } from "../../text/durations";
import { count } from "../../text/numbers";
import { Erase } from "./Erase";
import { commonMetadata, type JourneyReport } from "./report";

const mostLinks = 20;

/** Who, when and what it is linked to; each link finds the other journeys that have it. */
export function Facts({ report }: { report: JourneyReport }) {
    const { journey } = report;
    const properties = propertiesOf(report);
    const last = journey.completedAt ?? journey.updatedAt;
    return (
        <aside class="about" aria-label="About this journey">
            <section class="card">
                <h2>About</h2>
                <dl>
                    {(journey.username || journey.userId !== null) && (
                        <Row name="User">
                            <a href={to("search", journey.userId === null ? { text: journey.username } : { user: journey.userId })}
                                title="All journeys of this user"><UserText item={journey} /></a>
                        </Row>
                    )}
                    {journey.language && <Row name="Language"><Word>{journey.language}</Word></Row>}
                    <Row name="Begun"><Time at={journey.createdAt} /></Row>
                    <Row name={journey.completedAt ? "Ended" : "Last seen"}><Time at={last} /> <span class="dim">(<Ago at={last} />)</span></Row>
                    <Row name="Spans">{waitText(Date.parse(last) - Date.parse(journey.createdAt))}</Row>
                    <Row name="Steps">{count(journey.stepCount)}</Row>
                    {journey.keys.length > 0 && <Row name="Keys">{journey.keys.map((key) => <span key={key} class="block"><Word mono>{key}</Word></span>)}</Row>}
                    {report.traceIds.length > 0 && (
                        <Row name={report.traceIds.length === 1 ? "Trace" : "Traces"}>
                            {report.traceIds.slice(0, 5).map((trace) => (
                                <span key={trace} class="block mono">
                                    {report.traceUrls?.[trace] ? <a href={report.traceUrls[trace]!} target="_blank" rel="noreferrer">{trace.slice(0, 16)}…</a> : <span title={trace}>{trace.slice(0, 16)}…</span>}
                                </span>
                            ))}
                            {report.traceIds.length > 5 && <span class="dim">and {count(report.traceIds.length - 5)} more</span>}
                        </Row>
                    )}
                </dl>
                {Object.keys(properties).length > 0 && <MetadataList metadata={properties} />}
                {journey.userId !== null && <Erase user={String(journey.userId)} />}
            </section>
            {journey.links.length > 0 && (
                <section class="card">
                    <h2>Linked to</h2>
                    <ul class="links">
                        {journey.links.slice(0, mostLinks).map((link) => {
                            const text = `${link.component}:${link.entityType}:${link.entityId}`;
                            return (
                                <li key={text}>
                                    <a href={to("search", { component: text })} title="All journeys that are linked to it">
                                        <Icon name="link" /> <Word mono>{text}</Word>
                                    </a>
                                    {link.linkType !== "primary" && <span class="dim"> <Word>{link.linkType}</Word></span>}
                                </li>
                            );
                        })}
                    </ul>
                    {journey.links.length > mostLinks && <p class="dim">and {count(journey.links.length - mostLinks)} more in the timeline</p>}
                </section>
            )}
        </aside>
    );
}

/** What is known of the journey as a whole, without what stands above it already. */
function propertiesOf({ journey, moments }: JourneyReport): Metadata {
    const said = new Set([journey.userId, journey.username, journey.language, ...journey.keys].map(String));
    return Object.fromEntries(Object.entries({ ...commonMetadata(moments), ...journey.metadata })
        .filter(([name, value]) => !said.has(String(value)) && !said.has(`${name}=${String(value)}`)));
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
    return <div><dt>{name}</dt><dd>{children}</dd></div>;
}
