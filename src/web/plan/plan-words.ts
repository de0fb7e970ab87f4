import type { TaskState } from '../../api/contract/plan.ts'
import type { Label } from '../../ledger/label.ts'

/** Words that several parts of the plan say. */
export const planWords = {
  plan: { zh: '计划', en: 'Plan' },
  duty: { zh: '责任事项', en: 'Duty' },
  office: { zh: '牵头科室', en: 'Lead office' },
  person: { zh: '责任人', en: 'Owner' },
  supervisor: { zh: '分管领导', en: 'Leader in charge' },
  withOffices: { zh: '配合科室', en: 'Supporting offices' },
  due: { zh: '完成时限', en: 'Due' },
  state: { zh: '状态', en: 'State' },
  nobody: { zh: '未定', en: 'Nobody yet' },
} satisfies Record<string, Label>

/** Where a task stands, in a word. */
export const taskStateWords: Readonly<Record<TaskState, Label>> = {
  open: { zh: '未开始', en: 'Open' },
  inProgress: { zh: '进行中', en: 'In progress' },
  done: { zh: '已完成', en: 'Done' },
  overdue: { zh: '已超期', en: 'Overdue' },
  dropped: { zh: '已终止', en: 'Dropped' },
}
