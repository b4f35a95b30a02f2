import { now } from "../text/clock";
import { agoText } from "../text/durations";
import { timeText, utcText, type TimeShape } from "../text/times";

/** A time in the viewer's zone; its UTC on hover. */
export function Time({ at, shape = "full" }: { at: string; shape?: TimeShape }) {
    return <time dateTime={at} title={utcText(at)}>{timeText(at, shape)}</time>;
}

/** How long ago it was, moving on; the time and its UTC on hover. */
export function Ago({ at }: { at: string }) {
    return <time dateTime={at} title={`${timeText(at)}\n${utcText(at)}`}>{agoText(now.value - Date.parse(at))}</time>;
}
