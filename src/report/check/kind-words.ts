import type { Label } from '../../ledger/label.ts'
import type { ClaimKind } from '../document.ts'
import { claimKinds } from '../document.ts'
import type { UnboundByKind } from './check-reading.ts'

/** What claims of each kind are called. */
export const kindWords: Readonly<Record<ClaimKind, Label>> = {
  count: { zh: '数量', en: 'counts' },
  none: { zh: '未发生、没有', en: 'that something did not happen' },
  everyone: { zh: '均、全部', en: 'of everyone or everything' },
  compare: { zh: '与往年相比', en: 'compared with before' },
  event: { zh: '某日的事', en: 'of a day' },
  list: { zh: '已办、已建立', en: 'done or set up' },
  plan: { zh: '下一步打算', en: 'plans' },
  problem: { zh: '存在的问题', en: 'problems' },
}

/** `数量 3、均、全部 2`: the kinds that have any, in their order. */
export function unboundText(byKind: UnboundByKind): Label {
  const said = claimKinds.flatMap((kind) => {
    const count = byKind[kind] ?? 0
    const { zh, en } = kindWords[kind]
    return count === 0 ? [] : [{ zh: `“${zh}”${count}处`, en: `${en} ${count}` }]
  })
  return {
    zh: said.map(({ zh }) => zh).join('，'),
    en: said.map(({ en }) => en).join(', '),
  }
}
