import { useSyncExternalStore } from 'react'
import type { Register } from '../../ledger/register/register.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { keptRows } from './kept-rows.ts'

const words = {
  kept: {
    zh: '表中有{count}行改动还没有保存。',
    en: '{count} {count:row is|rows are} changed in the sheet and not saved yet.',
  },
  goOn: { zh: '继续修改', en: 'Go on editing' },
}

const neverTold = () => () => {}

/** Beside the list: what was typed into its sheet and is kept on this device. */
export function KeptRowsNote({ register, onEdit }: { register: Register; onEdit: () => void }) {
  const { say } = useSay()
  const { session } = useUnit()
  // A sheet that has just been left keeps its cells as it goes: React looks once more after that.
  const count = useSyncExternalStore(neverTold, () => keptRows(session, register))
  if (count === 0) return null
  return (
    <p className="quiet unprinted" role="status">
      {say(words.kept, { count })}{' '}
      <button type="button" className="link" onClick={onEdit}>
        {say(words.goOn)}
      </button>
    </p>
  )
}
