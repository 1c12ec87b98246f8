/** The payload of `dovecote_live`: which bots of which workspace look different, or whose sessions ended. */
export interface LiveChange {
  workspaceId: string;
  botIds: string[];
  /** Sessions of this person ended: their streams look whether theirs did. */
  endedUserId?: string | undefined;
}

export const liveChannel = 'dovecote_live';

/** Null for a payload that is not one of ours. */
export function parseLiveChange(payload: string): LiveChange | null {
  try {
    const value: unknown = JSON.parse(payload);
    if (typeof value !== 'object' || value === null || !('workspaceId' in value) || !('botIds' in value)) return null;
    if (typeof value.workspaceId !== 'string' || !Array.isArray(value.botIds)) return null;
    const endedUserId = 'endedUserId' in value && typeof value.endedUserId === 'string' ? value.endedUserId : undefined;
    return { workspaceId: value.workspaceId, botIds: value.botIds.filter((id) => typeof id === 'string'), endedUserId };
  } catch {
    return null;
  }
}
