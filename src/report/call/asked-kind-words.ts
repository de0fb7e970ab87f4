import type { Label } from '../../ledger/label.ts'
import type { AskedKind } from './call.ts'

/** How the kinds of what is asked are called. */
export const askedKindWords: Readonly<Record<AskedKind, Label>> = {
  figure: { zh: '台账数据', en: 'Figure of the ledger' },
  number: { zh: '数', en: 'Number' },
  date: { zh: '日期', en: 'Date' },
  yesNo: { zh: '是否', en: 'Yes or no' },
  choice: { zh: '选项', en: 'Choice' },
}
