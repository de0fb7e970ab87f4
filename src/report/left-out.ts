import type { Label } from '../ledger/label.ts'
import type { NotMentioned } from './document.ts'

/** What the ledger has and a report leaves out, as one line: the duty, and why it was not met. */
export function leftOutText({ label, reason }: Pick<NotMentioned, 'label' | 'reason'>): Label {
  return { zh: `${label.zh}：${reason.zh}`, en: `${label.en}: ${reason.en}` }
}

/**
 * How it stands with what is left out: it happened, was not met, or was met after its day.
 * `doneLate`: duties of the last sort, which what is sealed does not tell apart.
 */
export function leftOutMark(
  { kind, duty }: Pick<NotMentioned, 'kind' | 'duty'>,
  doneLate: readonly string[],
): Label {
  return marks[doneLate.includes(duty) ? 'doneLate' : kind]
}

const marks = {
  incident: { zh: '已发生', en: 'Happened' },
  unmet: { zh: '未做到', en: 'Not met' },
  doneLate: { zh: '逾期完成', en: 'Done late' },
} as const satisfies Record<string, Label>
