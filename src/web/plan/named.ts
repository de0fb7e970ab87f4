import type { AssignmentView } from '../../api/contract/plan.ts'

/** The four fields somebody may change. */
export type Named = Pick<AssignmentView, 'office' | 'person' | 'supervisor' | 'withOffices'>
