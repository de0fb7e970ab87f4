import type { MyYear } from '../../api/contract/calendar.ts'
import type { Label } from '../../ledger/label.ts'

type Capacity = MyYear['duties'][number]['as']

/** In which capacity a duty or a task is mine. */
export const capacityWords: Readonly<Record<Capacity, Label>> = {
  owner: { zh: '责任人', en: 'owner' },
  supervisor: { zh: '分管', en: 'in charge' },
  office: { zh: '本科室牵头', en: 'my office leads' },
  coOffice: { zh: '本科室配合', en: 'my office helps' },
}
