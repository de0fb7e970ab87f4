import { refuse } from '../../ledger/fault.ts'
import type { Call } from '../../report/call/call.ts'

/** Whether nobody is expected to answer it any more. */
export function hasEnded({ ends }: Pick<Call, 'ends'>, today: string): boolean {
  return ends !== null && ends < today
}

/** Refuses with `call.ended`. */
export function refuseEnded(): never {
  return refuse('call.ended', {
    text: { zh: '这项报送任务已经终止。', en: 'This call has ended.' },
    hint: {
      zh: '仍需报送的，由布置单位重新布置。',
      en: 'If it is still needed, the body above sends a new one.',
    },
  })
}
