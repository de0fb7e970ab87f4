import type { Verification } from '../../report/verify/verification.ts'
import type { RecordView } from './views.ts'

/** POST /api/v1/received: what arrived, as it was recorded and as it was verified. */
export interface ReceivedAnswer {
  readonly record: RecordView
  readonly receipt: string
  readonly verification: Verification
  /** Whether the sender's log was seen to extend what was known of it, and was cosigned. */
  readonly growth: 'extends' | 'older' | 'unshown'
}

/** GET /api/v1/watched-logs: whose reports can be received, and how far their logs were seen. */
export interface WatchedLogView {
  readonly origin: string
  readonly name: string
  readonly vkey: string
  /** Believed before, for reports of that time. */
  readonly former: readonly string[]
  readonly size: number
  readonly root: string
  readonly since: string
}
