import { Icon, type IconName } from "../../parts/Icon";
import { StepText } from "../../parts/StepText";
import { Word } from "../../parts/Text";
import { Ago } from "../../parts/Time";
import { to } from "../../shell/mount";
import { now } from "../../text/clock";
import { count, plural } from "../../text/numbers";
import { reasonOf, type JourneyReport, type Moment } from "./report";
import { failuresOf, standingOf, type Tone } from "./standing";

const icons: Record<Tone, IconName> = { good: "completed", bad: "failed", warn: "wait", calm: "active" };
const mostFailures = 5;

/** What a support person says on the phone: where it stands, why, and what went wrong on the way. */
export function StandingCard({ report, onChoose }: { report: JourneyReport; onChoose: (order: number) => void }) {
    const { journey } = report;
    const standing = standingOf(report, now.value);
    const failures = failuresOf(report.moments);
    const isTold = journey.status === "failed" && failures.length === 1;
    const lost = journey.losses.reduce((sum, loss) => sum + loss.count, 0);
    return (
        <section class={`standing standing-${standing.tone}`} aria-label="Where it stands">
            {lost > 0 && (
                <p class="lost"><Icon name="warning" /> {plural(lost, "event")} of this journey {lost === 1 ? "was" : "were"} lost: what is shown has gaps.</p>
            )}
            {report.rejected > 0 && (
                <p class="lost"><Icon name="warning" /> {report.rejectedIsMore ? "At least " : ""}{plural(report.rejected, "event")} of this journey could not be stored.</p>
            )}
            <div class="standing-line">
                <Icon name={icons[standing.tone]} />
                <div>
                    <h2>{standing.title}{standing.step && <> <span class="standing-at">at</span> <StepText step={standing.step} /></>}</h2>
                    {standing.text && <p dir="auto">{standing.text}</p>}
                    {standing.error && <p class="error-line" dir="auto">{standing.error}</p>}
                    {!!standing.order && <p><button type="button" class="quiet link" onClick={() => onChoose(standing.order!)}>Show it in the timeline</button></p>}
                    {report.stuck && journey.currentStep && (
                        <p><a href={to("search", { step: journey.currentStep, open: "true" })}>Others that came to this step and are still open</a></p>
                    )}
                </div>
            </div>
            {failures.length > 0 && !isTold && (
                <div class="failures">
                    <h3>{plural(failures.length, "failure")} on the way</h3>
                    <ul>
                        {failures.slice(-mostFailures).map((moment, index) => <li key={index}><FailureLine moment={moment} onChoose={onChoose} /></li>)}
                    </ul>
                    {failures.length > mostFailures && <p class="dim">and {count(failures.length - mostFailures)} before them, all in the timeline</p>}
                </div>
            )}
        </section>
    );
}

function FailureLine({ moment, onChoose }: { moment: Moment; onChoose: (order: number) => void }) {
    return (
        <button type="button" class="failure" onClick={() => moment.order !== null && onChoose(moment.order)}>
            <Icon name="failed" label="failed" />
            <span class="failure-what">{moment.stepName ? <StepText step={moment.stepName} /> : <Word>{moment.kind === "gap" ? "gap" : moment.component ?? "error"}</Word>}</span>
            <span class="failure-why"><Word>{reasonOf(moment)}</Word></span>
            <span class="dim"><Ago at={moment.timestamp} /></span>
        </button>
    );
}
