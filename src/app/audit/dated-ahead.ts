import { clockMsMax } from '../../append/judge-clock.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { Organisation } from '../ports/store-ports.ts'
import { difference } from './difference.ts'

/** Entries whose moment had not come when they were signed, or has not come yet. */
export interface AheadRun {
  readonly from: number
  /** The last of them. */
  readonly to: number
  readonly recordedAt: string
}

/** Finds entries that are dated ahead while a log is walked. */
export interface AheadCheck {
  see(index: number, recordedAt: string): void
  found(): readonly AheadRun[]
}

interface Run extends AheadRun {
  to: number
  readonly by: string
}

/**
 * Holds entries against the moment of the checkpoint that covers them, and where none does against
 * now. They are no difference, as the log says what it was told; but whoever reads their dates must
 * know. Both come from a clock of the server, so one that was wrong all the time shows only once
 * it is right again.
 */
export function aheadCheck(
  checkpoints: readonly { readonly size: number; readonly madeAt: string }[],
  now: string,
): AheadCheck {
  const runs: Run[] = []
  let next = 0
  return {
    see: (index, recordedAt) => {
      while ((checkpoints[next]?.size ?? Number.POSITIVE_INFINITY) <= index) next += 1
      const signedAt = checkpoints[next]?.madeAt ?? now
      // A clock that was ahead when it signed has been found out since.
      const by = signedAt < now ? signedAt : now
      if (Date.parse(recordedAt) <= Date.parse(by) + clockMsMax) return
      const last = runs.at(-1)
      if (last?.to === index - 1 && last.recordedAt === recordedAt && last.by === by) {
        last.to = index
      } else runs.push({ from: index, to: index, recordedAt, by })
    },
    found: () => runs,
  }
}

/** What `fsck` says of such entries: they are no difference. */
export function datedAhead(
  { organisation }: { readonly organisation: Organisation },
  { ahead }: { readonly ahead: AheadCheck },
): Fault[] {
  return ahead.found().map((run) => ({
    ...difference(organisation.publicId, ['entry', run.from], {
      code: 'entry.dated-ahead',
      text: textOf(run),
    }),
    hint: {
      zh: '日志不可改动：请核对服务器时钟，并在说明中写明这些条目的实际时间。',
      en: 'The log stays as it is: set the clock right, and say elsewhere when it really was.',
    },
  }))
}

function textOf({ from, to, recordedAt }: AheadRun): Label {
  const zh = from === to ? `条目 ${from}` : `条目 ${from}–${to}`
  const en = from === to ? `Entry ${from}` : `Entries ${from}–${to}`
  return {
    zh: `${zh} 记为 ${recordedAt}，晚于签署它的检查点或当前时间：登记时服务器时钟走快了。`,
    en: `${en} carry ${recordedAt}, later than the checkpoint over them or than now: the clock was ahead.`,
  }
}
