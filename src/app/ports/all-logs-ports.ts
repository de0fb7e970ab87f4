import type { OrgId } from './organisation-ports.ts'

/**
 * What a server asks of all organisations at once, so that it asks none of three thousand one by
 * one to find the few that want something.
 */
export interface AllLogs {
  /** Logs of real units that no checkpoint covers to the end, or with an entry after a moment. */
  wanting(moment: string): Promise<readonly OrgId[]>
  /** Logs that no checkpoint covers to the end, those of demos among them. */
  unsigned(): Promise<readonly OrgId[]>
  /** Logs that hold at least so many entries. */
  ofAtLeast(entries: number): Promise<readonly OrgId[]>
  /** Organisations that have not adopted the pack of this digest. */
  withoutPack(digest: string): Promise<readonly OrgId[]>
  /** Some attachments whose bytes real units hold, so many at most: any of them. */
  someFiles(count: number): Promise<readonly { readonly org: OrgId; readonly sha256: string }[]>
}
