import type { AssignmentView } from '../../api/contract/plan.ts'
import type { core } from '../../ledger/core/core-registers.ts'

/** The four fields somebody may change. */
export type Named = Omit<AssignmentView, 'duty' | 'record'>

/** Those of them that name one office or person. */
export type NamedOne = Exclude<keyof Named, typeof core.assignment.names.withOffices>
