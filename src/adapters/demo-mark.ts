import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from '../ledger/fault.ts'

const markName = 'demo-unfinished'

/** Tells a demo in a data folder, which bears a mark until the story is at its end. */
export async function untilTold<T>(data: string, tell: () => Promise<T>): Promise<T> {
  const path = join(data, markName)
  writeFileSync(path, '', { flush: true })
  const told = await tell()
  rmSync(path, { force: true })
  return told
}

/** Refuses with `demo.unfinished` a demo that was broken off: half a story passes for a whole one. */
export function refuseHalfTold(data: string): void {
  if (!existsSync(join(data, markName))) return
  refuse('demo.unfinished', {
    text: {
      zh: '这里的演示没有建完：上次被中断，或正在建立。',
      en: 'The demo here is not finished: it was broken off, or is being made.',
    },
    hint: {
      zh: '正在建立的，请稍候；被中断的，请换一个数据目录（--data）重做。只有演示的目录可以整个删去。',
      en: 'If it is being made, wait. If it was broken off, make it anew in another data folder (--data); a folder with nothing but the demo can be removed.',
    },
  })
}
