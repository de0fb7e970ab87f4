import { refuse } from '../../ledger/fault.ts'
import type { DeclaredJob } from '../jobs/job.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import { readLogState } from './log-state.ts'

/**
 * Sees to it that every log is signed, also what a process left that was killed before it signed.
 * Fails with `log.unsigned`, naming since when, where that does not help.
 */
export const keepSigned: DeclaredJob<
  Pick<AppPorts, 'store' | 'allLogs' | 'clock' | 'organisations'>
> = {
  id: 'keep-signed',
  label: { zh: '日志签署检查', en: 'Check that all logs are signed' },
  when: { everyMinutes: 5 },
  run: async (ports, { signal }) => {
    const late: { zh: string; en: string }[] = []
    for (const id of await ports.allLogs.unsigned()) {
      const org = await ports.organisations.of(id)
      if (signal.aborted || org?.kind !== 'real') continue
      const { name } = org
      const state = await readLogState(ports, id)
      if (state.unsignedSince === null) continue
      ports.store.sign(id)
      if (!state.isLate) continue
      const count = state.entries - (state.signed?.size ?? 0)
      late.push({
        zh: `${name.zh}自 ${state.unsignedSince} 起有 ${count} 条未签署`,
        en: `${name.en}: ${count} entries unsigned since ${state.unsignedSince}`,
      })
    }
    if (late.length > 0) refuseUnsigned(late)
    return { note: null }
  },
}

function refuseUnsigned(late: readonly { zh: string; en: string }[]): never {
  return refuse('log.unsigned', {
    text: {
      zh: `日志没有检查点覆盖：${late.map((one) => one.zh).join('；')}。`,
      en: `No checkpoint covers: ${late.map((one) => one.en).join('; ')}.`,
    },
    hint: {
      zh: '已在重试；原因见服务器日志，常见的是密钥文件缺失。条目没有丢失，签上之前不能被证明。',
      en: 'It is tried again; the server log says why, often a key file that is gone. Nothing is lost, but nothing newer can be proved until then.',
    },
  })
}
