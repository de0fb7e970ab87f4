import type { DrawEvidence } from '../../app/inspection/read-draw.ts'
import type { StageDue } from '../../ledger/stage.ts'
import type { RecordView } from './views.ts'

/** GET /api/v1/registers/{register}/board?year= : where the records of a year stand today. */
export interface BoardView {
  readonly today: string
  readonly items: readonly BoardItemView[]
  /** More records stand open than a board shows. */
  readonly isCut: boolean
}

/** One record on the board. */
export interface BoardItemView {
  readonly record: RecordView
  /** Id of the register's stage. */
  readonly stage: string
  readonly due: StageDue | null
  /** It may be the return of an earlier one; somebody still has to say. */
  readonly mayReturn: boolean
}

/** GET /api/v1/records/{id}/returns */
export interface ReturnsView {
  /** Earlier records that this one may be the return of. */
  readonly mayBe: readonly RecordView[]
  /** Records that somebody confirmed as its return. */
  readonly returnedAs: readonly RecordView[]
}

/** POST /api/v1/registers/{register}/draws */
export interface DrawBody {
  readonly values: Readonly<Record<string, unknown>>
  readonly from: string
  readonly period: string
  readonly count: number
  readonly reason?: string
}

/** GET /api/v1/records/{id}/draw : everything that lets somebody repeat the draw. */
export type DrawView = DrawEvidence
