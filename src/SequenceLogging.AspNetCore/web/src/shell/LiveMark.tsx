import { liveState, paused, unseen } from "../api/live";
import { Icon } from "../parts/Icon";
import { count } from "../text/numbers";

/** Whether the page is live, and the button that stops it from changing. Not there on pages without a stream. */
export function LiveMark() {
    const state = liveState.value;
    if (state === "off") {
        return null;
    }

    const isPaused = paused.value;
    const words = isPaused ? (unseen.value > 0 ? `Paused · ${count(unseen.value)} new` : "Paused") : state === "open" ? "Live" : state === "lost" ? "Reconnecting" : "Connecting";
    return (
        <button type="button" class={`live live-${isPaused ? "paused" : state}`} aria-pressed={isPaused}
            title={isPaused ? "Show what is new and go on" : "Stop the page from changing"}
            aria-label={`${words}. ${isPaused ? "Go on" : "Pause"}`} onClick={() => { paused.value = !isPaused; }}>
            <span class="live-dot" aria-hidden="true" />
            <span>{words}</span>
            <Icon name={isPaused ? "play" : "pause"} />
        </button>
    );
}
