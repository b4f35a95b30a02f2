import type { SequenceHeader } from "../api/types";

/** Who a journey belongs to: the name and the id, as far as known, each in its own direction. */
export function UserText({ item: { username, userId } }: { item: Pick<SequenceHeader, "username" | "userId"> }) {
    return (
        <span class="word">
            {username && <bdi>{username}</bdi>}
            {username && userId !== null && " · "}
            {userId !== null && <bdi>{userId}</bdi>}
        </span>
    );
}
