import { refuse } from '../../ledger/fault.ts'

/** Refuses what is no received report. */
export function refuseUnknown(): never {
  return refuse('record.unknown', {
    text: { zh: '没有这条记录。', en: 'There is no such record.' },
    hint: { zh: '请从收到的报告中选择。', en: 'Choose one of the received reports.' },
  })
}
