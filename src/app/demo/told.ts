import type { Values } from '../../ledger/value.ts'
import type { PrepareCall } from '../calls/prepare-call.ts'
import type { PrepareDutyList } from '../duty-lists/prepare-duty-list.ts'
import type { StoryCall, StoryDutyList, StoryReport } from './story.ts'
import type { StoryPlace } from './story-fault.ts'

/** One write of the demo, ready to be carried out in order. */
export interface DemoWrite {
  /** `attest` creates an attestation; the others are what they say. */
  readonly kind: 'create' | 'correct' | 'void' | 'attest'
  readonly register: string
  /** Id of the record; a create gives it, later writes and `record` fields name it. */
  readonly record: string
  /** The whole record as it stands after the write; of a void, as it stood before. */
  readonly values: Values
  /** When the clerk wrote it, UTC ISO with milliseconds. */
  readonly recordedAt: string
  /** Person id of who wrote it. */
  readonly actor: string
  /** Of a late entry, a correction or a void. */
  readonly reason: string | null
  /** A sample that is drawn when the story comes to it; later writes keep it. */
  readonly draw?: DemoDraw
  /** Where the story tells it. */
  readonly told: StoryPlace
}

/** From where a sample is drawn. */
export interface DemoDraw {
  readonly from: string
  readonly period: string
  readonly count: number
  /** Once it was looked at: the problem that its first record turned out to be; empty: none. */
  readonly found?: string
}

/** One step of a report, which the same use cases take as for whoever writes one. */
export interface DemoReportStep {
  readonly template: string
  /** The year that the report is about. */
  readonly year: number
  readonly step: 'begun' | StoryReport['steps'][number]['step']
  /** Person id of whoever takes it. */
  readonly by: string
  readonly reason: string | null
  /** When, UTC ISO with milliseconds. */
  readonly at: string
  /** Person id of who is to sign, and the day that stands on the report. */
  readonly issuer: string
  readonly dated: string
}

/** One step of a call, which the same use cases take as for whoever sends or answers one. */
export interface DemoCallStep {
  /** What the story names the call by. */
  readonly call: string
  readonly step: 'prepared' | StoryCall['steps'][number]['step']
  /** What is asked. */
  readonly asks: PrepareCall
  /** The call of the body above that it passes on; null: none. */
  readonly passes: string | null
  /** The unit below, as the story names it; of a sheet, the record of its body; null: neither. */
  readonly of: string | null
  /** Whose answer, of those below that unit; null: nobody's. */
  readonly about: string | null
  /** What is said by hand, by the label of what is asked. */
  readonly says: Readonly<Record<string, string>>
  readonly reason: string | null
  /** When, UTC ISO with milliseconds. */
  readonly at: string
}

/** One step of a duty list, which the same use cases take as for whoever sends or takes one. */
export interface DemoListStep {
  /** What the story names the list by. */
  readonly list: string
  readonly step: 'prepared' | StoryDutyList['steps'][number]['step']
  readonly says: PrepareDutyList
  /** The unit below that takes it, as the story names it; null: the body above. */
  readonly of: string | null
  /** By the title of a duty: the figure that counts it there, or why it does not apply. */
  readonly figures: Readonly<Record<string, string>>
  readonly refuses: Readonly<Record<string, string>>
  readonly tells: boolean
  /** When, UTC ISO with milliseconds. */
  readonly at: string
}
