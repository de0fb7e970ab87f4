import type { StandIn } from '../../app/standing-in/stand-in.ts'
import type { ReportStep } from '../../app/report-flow/report-record.ts'

/** GET /api/v1/stand-ins: who acts for whom. */
export type StandInView = StandIn

/** GET /api/v1/people/{id}/handover: everything open that names somebody. */
export interface HandoverView {
  readonly person: string
  readonly former: boolean
  readonly items: readonly {
    readonly record: string
    readonly version: number
    readonly register: string
    readonly title: string
    readonly fields: readonly string[]
    readonly due: string | null
  }[]
  readonly drafts: readonly {
    readonly draft: string
    readonly report: string
    readonly year: number
    readonly name: string | null
    readonly step: ReportStep | null
    readonly savedAt: string
  }[]
}
