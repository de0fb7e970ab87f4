import type { CalendarItem } from '../../api/contract/calendar.ts'
import type { Label } from '../../ledger/label.ts'

/** What an item is, in a word; its mark never stands alone. */
export function itemWord({ kind, late }: Pick<CalendarItem, 'kind' | 'late'>): Label {
  switch (kind) {
    case 'held':
      return { zh: '已开', en: 'Held' }
    case 'planned':
      return late ? { zh: '未开', en: 'Not held' } : { zh: '拟开', en: 'Planned' }
    case 'due':
      return late ? { zh: '逾期', en: 'Overdue' } : { zh: '到期', en: 'Due' }
    case 'task':
      return late ? { zh: '任务逾期', en: 'Task overdue' } : { zh: '任务到期', en: 'Task due' }
  }
}
