import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { apiUrl } from "../api/client";
import { paused, useLiveReload } from "../api/live";
import { useAnswer } from "../api/useAnswer";
import { BarChart } from "../charts/BarChart";
import { HeldList } from "../parts/HeldList";
import { EmptyState, ErrorState, Loading } from "../parts/States";
import { to } from "../shell/mount";
import { setClock } from "../text/clock";
import { count, percent } from "../text/numbers";
import { timeText } from "../text/times";
import { Alarms } from "./overview/Alarms";
import type { OverviewAnswer } from "./overview/answer";
import { ComponentsCard } from "./overview/ComponentsCard";
import { DeliveryCard } from "./overview/DeliveryCard";
import { Outcomes } from "./overview/Outcomes";
import { StuckCard } from "./overview/StuckCard";

const every = 30_000;

/** Whether journeys flow, at a glance: what is lost first, then how many there are and how they end, where they fail, what is stuck. */
export default function Overview() {
    const { data, problem, reload } = useAnswer<OverviewAnswer>(apiUrl("overview"));
    useLiveReload(reload);
    useEffect(() => {
        // Waiting grows without any event, and so does what is stuck.
        const timer = setInterval(() => !document.hidden && !paused.value && reload(), every);
        return () => clearInterval(timer);
    }, [reload]);
    useEffect(() => {
        if (data) {
            setClock(data.now);
        }
    }, [data]);

    if (!data) {
        return problem ? <ErrorState problem={problem} retry={reload} /> : <Loading what="Reading the store" />;
    }

    const { sequences: totals, hours, stuck } = data;
    const lastDay = hours.reduce((sum, hour) => sum + hour.begun, 0);
    return (
        <>
            <div class="page-head">
                <h1>Overview</h1>
                {data.store && <span class="dim"><bdi>{data.store}</bdi></span>}
            </div>
            {problem && <ErrorState problem={problem} retry={reload} />}
            <Alarms answer={data} />
            {totals.total === 0
                ? (
                    <EmptyState title="No journey yet">
                        A journey begins with the first event inside a scope: <code>using (sequences.Begin(userId: 7))</code>. It appears here by itself.
                    </EmptyState>
                )
                : (
                    <>
                        <dl class="tiles">
                            <Tile name="open now" href={to("search", { open: "true" })} value={count(totals.active + totals.failed)} note={`${count(totals.active)} active`} />
                            <Tile name="begun, last 24 h" href={to("search", { since: "24h" })} value={count(lastDay)} note={`${paceText(data.perMinute)} a minute now`} />
                            <Tile name="completed" href={to("search", { status: "completed" })} value={percent(totals.completed / totals.total)} note={`${count(totals.completed)} of ${count(totals.total)}`} tone="good" />
                            <Tile name="failed" href={to("search", { status: "failed" })} value={count(totals.failed)} note={percent(totals.failed / totals.total)} tone={totals.failed > 0 ? "bad" : undefined} />
                            <Tile name="stuck" href="#stuck" value={stuck ? count(stuck.count) : "…"} note={stuck?.count === 0 ? "none waits too long" : "wait longer than usual"} tone={stuck && stuck.count > 0 ? "warn" : undefined} />
                        </dl>
                        <div class="grid grid-wide">
                            <section class="card">
                                <div class="card-head"><h2>Journeys begun by the hour</h2><span class="dim">the last 24 hours</span></div>
                                <BarChart label="Journeys begun by the hour" unit="journeys" bars={hours.map((hour, index) => ({
                                    key: hour.from, name: timeText(hour.from, "minute"), title: hourTitle(hour.from), value: hour.begun,
                                    href: to("search", { since: hour.from, until: hours[index + 1]?.from }),
                                }))} />
                            </section>
                            <Outcomes totals={totals} />
                        </div>
                        <div class="grid">
                            <StuckCard stuck={stuck} />
                            <ComponentsCard components={data.components} />
                        </div>
                        <DeliveryCard answer={data} />
                        <section aria-labelledby="recent">
                            <div class="card-head recent-head"><h2 id="recent">Last seen</h2><a href={to("search")}>All journeys</a></div>
                            <HeldList items={data.recent} label="Last seen" />
                        </section>
                    </>
                )}
        </>
    );
}

function Tile({ name, value, note, href, tone }: { name: string; value: ComponentChildren; note: string; href: string; tone?: "good" | "bad" | "warn" }) {
    return (
        <div class={tone ? `tile tile-${tone}` : "tile"}>
            <dt><a href={href}>{name}</a></dt>
            <dd class="tile-value">{value}</dd>
            <dd class="dim">{note}</dd>
        </div>
    );
}

function hourTitle(from: string): string {
    const end = new Date(Date.parse(from) + 3_600_000);
    return `${timeText(from, "date")}, ${timeText(from, "minute")} to ${timeText(end, "minute")}`;
}

function paceText(perMinute: number): string {
    return perMinute.toLocaleString("en", { maximumFractionDigits: perMinute < 10 ? 1 : 0 });
}
