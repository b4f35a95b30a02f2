import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import type { Metadata } from "../../api/types";
import { Icon } from "../../parts/Icon";
import { MetadataList } from "../../parts/MetadataList";
import { StatusMark } from "../../parts/StatusMark";
import { Prose, Word } from "../../parts/Text";
import { Time } from "../../parts/Time";
import { changeQuery } from "../../shell/location";
import { to } from "../../shell/mount";
import { durationText, shortText } from "../../text/durations";
import { partsOf, visible } from "../../text/steps";
import { firstLine, isFailure, longWait, messageOf, newsOf, type Moment } from "./report";
import { isUnusual, usualText } from "./Timeline";

interface RowProps {
    moment: Moment;
    sequenceId: string;
    isChosen: boolean;
    isInFlow: boolean;
    /** Whether it arrived while the page was open. */
    isFresh: boolean;
    /** What every event of the journey says. */
    common: Metadata;
    /** The step in the log viewer. */
    link: string | null;
    /** Its trace, and where that stands. */
    trace: { id: string; url: string | null } | null;
}

/** One thing that happened. */
export function MomentRow(props: RowProps) {
    return <Fresh.Provider value={props.isFresh}><AnyRow {...props} /></Fresh.Provider>;
}

const Fresh = createContext(false);

function AnyRow(props: RowProps) {
    const { moment } = props;
    switch (moment.kind) {
        case "step": return <StepRow {...props} />;
        case "link": return <LinkRow moment={moment} common={props.common} />;
        case "status": return (
            <Row moment={moment} kind={`changed changed-${moment.status}`}>
                <StatusMark status={moment.status!} />{moment.message && <>: <Word>{moment.message}</Word></>}
            </Row>
        );
        case "gap": return (
            <Row moment={moment} kind="bad">
                <span class="status status-failed"><Icon name="warning" /> gap</span> <Word>{moment.message ?? "events are missing here"}</Word>
            </Row>
        );
        default: return (
            <Row moment={moment} kind="bad">
                <p><span class="status status-failed"><Icon name="failed" /> error</span> <Word>{moment.message ?? "without a message"}</Word>
                    {moment.component && <> <span class="dim"><Word>{moment.component}</Word></span></>}</p>
                <Failure moment={moment} />
                <More moment={moment} common={props.common} link={null} trace={null} />
            </Row>
        );
    }
}

function StepRow({ moment, sequenceId, isChosen, isInFlow, common, link, trace }: RowProps) {
    const name = moment.stepName ?? "";
    const { number, name: short } = partsOf(name);
    const message = messageOf(moment);
    const isBad = isFailure(moment);
    const isSlow = moment.durationMs !== null && moment.usualDurationMs !== null && moment.durationMs > moment.usualDurationMs.p95;
    return (
        <Row moment={moment} id={`step-${moment.order}`} kind={`step${isInFlow ? " in-flow" : ""}${isBad ? " bad" : ""}${isChosen ? " chosen" : ""}`}>
            <div class="step-line">
                <StatusMark status={moment.status!} short={!isBad && moment.status === "completed"} />
                <a class="step-name" href={to(`journeys/${sequenceId}`, { step: moment.order })} title={name}
                    onClick={(event) => {
                        event.preventDefault();
                        changeQuery({ step: isChosen ? null : String(moment.order) }, { replace: true });
                    }}>
                    {number && <span class="step-number dim">{number}</span>}<bdi>{visible(short)}</bdi>
                </a>
                {moment.component && moment.component !== partsOf(name).flow && <span class="dim step-component"><Word>{moment.component}</Word></span>}
                {moment.durationMs !== null && (
                    <span class={isSlow ? "took unusual" : "took"} title={moment.usualDurationMs ? `usually ${durationText(moment.usualDurationMs.p50)}, mostly under ${durationText(moment.usualDurationMs.p95)}` : undefined}>
                        {durationText(moment.durationMs)}
                        {isSlow && <span class="usual">usually {durationText(moment.usualDurationMs!.p50)}</span>}
                    </span>
                )}
                <Rest moment={moment} common={common} />
            </div>
            {message && !(isBad && message === firstLine(moment.error)) && <p class="message prose" dir="auto">{message}</p>}
            {isBad && <Failure moment={moment} />}
            {moment.remarks.map((remark) => <p key={remark} class="remark"><Icon name="warning" label="unusual" /> <Word>{remark}</Word></p>)}
            <More moment={moment} common={common} link={link} trace={trace} />
        </Row>
    );
}

function LinkRow({ moment, common }: { moment: Moment; common: Metadata }) {
    return (
        <Row moment={moment} kind="linked">
            <a class="chip" href={to("search", { component: moment.link })} title="All journeys that are linked to it">
                <Icon name="link" label="linked to" /> <Word mono>{moment.link}</Word>
            </a>
            {moment.message && moment.message !== "primary" && <span class="dim"> <Word>{moment.message}</Word></span>}
            <More moment={moment} common={common} link={null} trace={null} />
        </Row>
    );
}

/** The first line of an error; the rest, which is for developers, on demand. */
function Failure({ moment }: { moment: Moment }) {
    const error = moment.error?.trim();
    if (!error) {
        return null;
    }

    const first = firstLine(error);
    return error === first
        ? <p class="error-line" dir="auto">{first}</p>
        : (
            <details class="error-text">
                <summary><span class="error-line" dir="auto">{first}</span></summary>
                <Prose mono>{error}</Prose>
            </details>
        );
}

const mostNews = 4;

/** What else was logged: what is new here in a line, all of it on demand. */
function More({ moment, common, link, trace }: { moment: Moment; common: Metadata; link: string | null; trace: RowProps["trace"] }) {
    const news = newsOf(moment, common);
    return news.length === 0 && !link && !trace
        ? null
        : (
            <div class="row-more">
                {news.length > 0 && (
                    <details>
                        <summary>
                            {news.slice(0, mostNews).map(([name, value]) => <Fact key={name} name={name} value={value} />)}
                            {news.length > mostNews && `and ${news.length - mostNews} more`}
                        </summary>
                        <MetadataList metadata={moment.metadata!} />
                    </details>
                )}
                {link && <a href={link} rel="noreferrer" target="_blank">in Seq</a>}
                {trace && (trace.url
                    ? <a href={trace.url} rel="noreferrer" target="_blank"><Icon name="trace" /> trace</a>
                    : <span class="mono" title={`trace ${trace.id}`}><Icon name="trace" label="trace" /> {trace.id.slice(0, 8)}</span>)}
            </div>
        );
}

/** All that was logged with a step that says nothing new: out of the way, at the end of its line. */
function Rest({ moment, common }: { moment: Moment; common: Metadata }) {
    return Object.keys(moment.metadata ?? {}).length === 0 || newsOf(moment, common).length > 0
        ? null
        : (
            <details class="rest">
                <summary aria-label="metadata" title="Metadata">⋯</summary>
                <MetadataList metadata={moment.metadata!} />
            </details>
        );
}

function Fact({ name, value }: { name: string; value: string }) {
    return <span class="fact"><bdi>{name}</bdi>=<bdi>{value.length > 40 ? `${value.slice(0, 39)}…` : value}</bdi></span>;
}

function Row({ moment, kind, id, children }: { moment: Moment; kind: string; id?: string; children: ComponentChildren }) {
    const wait = moment.waitMs;
    return (
        <li class={`moment ${kind}${useContext(Fresh) ? " fresh" : ""}`} id={id}>
            <div class="when">
                <Time at={moment.timestamp} shape="time" />
                {wait !== null && wait >= 1 && wait < longWait && moment.kind === "step" && (
                    <span class={isUnusual(moment) ? "wait unusual" : "wait"}>
                        +{shortText(wait)}
                        {moment.usualWaitMs && <span class="usual" title={`usually ${usualText(moment.usualWaitMs)}`}>usually {shortText(moment.usualWaitMs.p50)}</span>}
                    </span>
                )}
            </div>
            <div class="what">{children}</div>
        </li>
    );
}
