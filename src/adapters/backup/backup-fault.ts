import { refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { diskHint, diskReason } from '../disk-reason.ts'

const another: Label = {
  zh: '请改用另一份备份；这一份保留备查，不要覆盖。',
  en: 'Use another copy; keep this one for whoever looks into it.',
}

/** Refuses with `backup.damaged`; `place` says which part, in words of the file. */
export function damaged(path: string, place: Label): never {
  return refuse('backup.damaged', {
    at: [path],
    text: {
      zh: `备份文件已损坏：${place.zh}。没有写入任何内容。`,
      en: `The backup is damaged: ${place.en}. Nothing was written.`,
    },
    hint: another,
  })
}

/** Refuses with `backup.cancelled`. */
export function cancelled(): never {
  return refuse('backup.cancelled', {
    text: { zh: '已取消，没有留下文件。', en: 'Cancelled; no file was left.' },
    hint: { zh: '需要时可以重新备份。', en: 'Start again whenever you like.' },
  })
}

/** Refuses with `backup.exists`. */
export function exists(path: string): never {
  return refuse('backup.exists', {
    at: [path],
    text: { zh: `${path} 已经存在。`, en: `${path} is already there.` },
    hint: {
      zh: '请换一个文件名；备份不覆盖备份。',
      en: 'Choose another name; no copy replaces one.',
    },
  })
}

/** Turns a refusal of the disk into `backup.unwritable`; anything else is thrown as it is. */
export function unwritable(path: string, error: unknown): never {
  const reason = diskReason(error)
  if (reason === null) throw error
  return refuse('backup.unwritable', {
    at: [path],
    text: {
      zh: `无法写入 ${path}：${reason.zh}。没有留下文件。`,
      en: `${path} cannot be written: ${reason.en}. No file was left.`,
    },
    hint: diskHint,
  })
}
