import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { refuse } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import { abilitiesOf, deny } from '../access/access.ts'
import type { Session } from '../ports/store-ports.ts'

/** Id of the register of what arrived. */
export const receivedRegisterId = core.receivedReport.id

/** Whether it came in a sheet that somebody filled in, without a report and its evidence. */
export function isSheet({ values }: Pick<LedgerRecord, 'values'>): boolean {
  return coreValues(core.receivedReport, values).body !== undefined
}

/** The register of received reports, for who may record; refuses others. */
export function receivedRegister(session: Session): Register {
  if (!abilitiesOf(session.actor.roles).includes('record')) deny()
  const register = session.pack.registers.get(receivedRegisterId)
  if (register) return register
  return refuse('received.pack', {
    text: {
      zh: '业务包没有“收到的报告”台账。',
      en: 'The pack has no register of received reports.',
    },
    hint: { zh: '请让业务包继承 core。', en: 'Let the pack extend core.' },
  })
}
